import type { FieldIssue } from '@fhir-on-aks/plugin-fhir-common';
import { useText, type Text } from '../../text/translation';
import type { Message } from '../FieldMessage';
import { FormSelect } from '../FormSelect';
import { FormTextField } from '../FormTextField';
import { issueSentence } from '../issueSentence';
import { isMissing } from '../requestIssues';
import { ListField } from './ListField';
import { ModeSwitch } from './ModeSwitch';
import { NumberEntry } from './NumberEntry';
import {
  definitionOf,
  issueAt,
  valueAt,
  withValueAt,
  type SpecDraft,
  type SpecPath,
} from './specPath';

/** What the fields of a spec are edited in. */
export interface SpecEditing {
  draft: SpecDraft;
  onChange: (draft: SpecDraft) => void;
  issues: FieldIssue[];
  /** Whether somebody wanted to go on already: only then what is missing is an error. */
  asked: boolean;
  disabled?: boolean;
}

/** One field of the spec, with the words, bounds and choices of its definition. */
export function SpecField(props: { path: SpecPath; editing: SpecEditing }) {
  const t = useText();
  const { path, editing } = props;
  const { draft, disabled } = editing;
  const schema = definitionOf(path);
  const value = valueAt(draft, path) ?? schema.default;
  const common = {
    id: `spec_${path.join('_')}`,
    label: schema.title ?? path[path.length - 1],
    hint: schema.description,
    message: messageAt(t, editing, path),
    disabled,
  };
  const change = (next: unknown) =>
    editing.onChange(withValueAt(draft, path, next));
  if (isMode(schema.enum)) {
    return (
      <ModeSwitch {...common} isOn={value === 'Enabled'} onChange={change} />
    );
  }
  if (schema.enum) {
    return (
      <FormSelect
        {...common}
        choices={schema.enum.map(id => ({ id, label: id }))}
        value={typeof value === 'string' ? value : undefined}
        onChange={change}
        placeholder={t('form.choose')}
      />
    );
  }
  switch (schema.type) {
    case 'integer':
      return (
        <NumberEntry
          {...common}
          schema={schema}
          value={typeof value === 'number' ? value : undefined}
          onChange={change}
        />
      );
    case 'array':
      return (
        <ListField
          {...common}
          entries={Array.isArray(value) ? value.map(String) : []}
          onChange={change}
        />
      );
    default:
      return (
        <FormTextField
          {...common}
          value={typeof value === 'string' ? value : ''}
          onChange={next => change(next === '' ? undefined : next)}
          placeholder={exampleOf(schema.examples)}
        />
      );
  }
}

/** What is wrong with a part of the spec, and stands beside no field of it. */
export function restMessage(
  t: Text,
  { issues, asked }: Pick<SpecEditing, 'issues' | 'asked'>,
  shown: SpecPath[],
): Message | undefined {
  const beside = shown.map(path => issueAt(issues, path));
  const rest = issues.find(issue => !beside.includes(issue));
  return rest && asked
    ? { kind: 'error', text: issueSentence(t, rest) }
    : undefined;
}

/** What is wrong with a field of the spec, once it may be said. */
export function messageAt(
  t: Text,
  { issues, asked }: Pick<SpecEditing, 'issues' | 'asked'>,
  path: SpecPath,
): Message | undefined {
  const issue = issueAt(issues, path);
  if (!issue || (isMissing(issue) && !asked)) return undefined;
  return { kind: 'error', text: issueSentence(t, issue) };
}

function isMode(choices: string[] | undefined): boolean {
  return choices?.join() === 'Enabled,Disabled';
}

function exampleOf([example]: unknown[] = []): string | undefined {
  return typeof example === 'string' ? example : undefined;
}
