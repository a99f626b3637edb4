import { stripVTControlCharacters } from 'node:util';
import type { TextStream } from '../Environment';

/** Lines that stay in their place on a terminal while they change; elsewhere every change is written below the last. */
export class LiveView {
  private rows = 0;
  private last = '';

  constructor(private readonly stream: TextStream) {}

  /** Shows the lines instead of the ones before. */
  show(lines: string[]): void {
    const text = lines.map(line => `${line}\n`).join('');
    if (text === this.last) return;
    this.last = text;
    const back = this.rows > 0 ? `\u001b[${this.rows}A\u001b[J` : '';
    this.stream.write(back + text);
    const { columns } = this.stream;
    if (columns !== undefined) this.rows = rowsOf(lines, columns);
  }
}

/** A line that is longer than the terminal takes several rows. */
function rowsOf(lines: string[], columns: number): number {
  return lines.reduce((rows, line) => {
    const { length } = stripVTControlCharacters(line);
    return rows + Math.max(1, Math.ceil(length / columns));
  }, 0);
}
