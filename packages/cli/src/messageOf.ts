/** The first line of what an error says. */
export function messageOf(error: unknown): string {
  const { message = String(error) } = Object(error);
  return String(message).split('\n')[0] ?? '';
}
