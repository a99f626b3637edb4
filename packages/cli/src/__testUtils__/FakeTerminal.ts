import type { Terminal } from '../Environment';

/** A terminal that remembers what was written, and answers what it was told to. */
export class FakeTerminal implements Terminal {
  readonly written = { out: '', err: '' };
  readonly out;
  readonly err;
  readonly ask?: Terminal['ask'];
  /** What was asked. */
  readonly questions: string[] = [];

  constructor({
    columns,
    colours = false,
    answer,
  }: { columns?: number; colours?: boolean; answer?: string } = {}) {
    const stream = (name: 'out' | 'err') => ({
      columns,
      colours,
      write: (text: string) => {
        this.written[name] += text;
      },
    });
    this.out = stream('out');
    this.err = stream('err');
    if (answer === undefined) return;
    this.ask = async question => {
      this.questions.push(question);
      return answer;
    };
  }
}
