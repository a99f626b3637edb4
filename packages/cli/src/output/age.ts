/** `12 s`, `3 min`, `5 h`, `2 d`; empty when the time is not known. */
export function age(time: string | undefined, now: number): string {
  const since = Date.parse(time ?? '');
  if (Number.isNaN(since)) return '';
  const seconds = Math.max(0, Math.round((now - since) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min`;
  if (seconds < 172_800) return `${Math.floor(seconds / 3_600)} h`;
  return `${Math.floor(seconds / 86_400)} d`;
}
