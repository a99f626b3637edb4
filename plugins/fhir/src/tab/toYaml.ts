import { stringify } from 'yaml';

/** An object as the YAML that kubectl would print: no anchors, long lines whole. */
export function toYaml(value: unknown): string {
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
