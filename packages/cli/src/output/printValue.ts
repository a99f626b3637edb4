import { stringify } from 'yaml';
import type { TextStream } from '../Environment';
import type { OutputFormat } from '../options';
import { unreachable } from '@fhir-on-aks/plugin-fhir-common';

/** Prints a value for programs; `table` is what people read instead. */
export function printValue(
  stream: TextStream,
  format: OutputFormat,
  value: unknown,
  table: () => string[],
): void {
  switch (format) {
    case 'json':
      stream.write(`${JSON.stringify(value, null, 2)}\n`);
      return;
    case 'yaml':
      stream.write(toYaml(value));
      return;
    case 'table':
      stream.write(
        table()
          .map(line => `${line}\n`)
          .join(''),
      );
      return;
    default:
      unreachable(format);
  }
}

/** YAML without line breaks inside of texts; what is undefined is left out. */
export function toYaml(value: unknown): string {
  return stringify(JSON.parse(JSON.stringify(value)), { lineWidth: 0 });
}
