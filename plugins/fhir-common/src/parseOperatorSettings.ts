import { fieldIssues, unknownFields } from './api/fieldIssues';
import { InvalidConfigError } from './api/InvalidInputError';
import { OperatorSettings } from './operatorSettings';

/** Operator settings with their defaults. Throws `InvalidConfigError` with every issue at once. */
export function parseOperatorSettings(json: unknown): OperatorSettings {
  const input = json ?? {};
  const unknown = unknownFields(OperatorSettings, input);
  const parsed = OperatorSettings.safeParse(input);
  if (parsed.success && unknown.length === 0) return parsed.data;
  const invalid = parsed.success
    ? []
    : fieldIssues(parsed.error, OperatorSettings, input);
  throw new InvalidConfigError('The operator settings', [
    ...invalid,
    ...unknown,
  ]);
}
