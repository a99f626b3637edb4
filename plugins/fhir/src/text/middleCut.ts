/** Cuts a long name in the middle, where generated names differ least; 'a-very-lo…-7c9d-x1'. */
export function middleCut(text: string, length: number): string {
  if (text.length <= length) return text;
  const head = Math.ceil((length - 1) / 2);
  const tail = length - 1 - head;
  return `${text.slice(0, head)}…${text.slice(text.length - tail)}`;
}
