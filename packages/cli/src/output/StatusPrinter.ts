import type { TextStream } from '../Environment';
import type { OutputFormat } from '../options';
import { LiveView } from './LiveView';
import { printValue, toYaml } from './printValue';
import { unreachable } from '@fhir-on-aks/plugin-fhir-common';

/** Prints a status once, or after every change: in its place on a terminal, one JSON line or YAML document for programs. */
export class StatusPrinter<T> {
  private readonly live: LiveView;
  private last = '';

  constructor(
    private readonly stream: TextStream,
    private readonly format: OutputFormat,
    private readonly table: (value: T) => string[],
  ) {
    this.live = new LiveView(stream);
  }

  /** Prints the value whole. */
  once(value: T): void {
    printValue(this.stream, this.format, value, () => this.table(value));
  }

  /** Prints the value if it is not the one that was printed last. */
  change(value: T): void {
    switch (this.format) {
      case 'table':
        this.live.show(this.table(value));
        return;
      case 'json':
        this.write(`${JSON.stringify(value)}\n`);
        return;
      case 'yaml':
        this.write(`---\n${toYaml(value)}`);
        return;
      default:
        unreachable(this.format);
    }
  }

  private write(text: string): void {
    if (text !== this.last) this.stream.write(text);
    this.last = text;
  }
}
