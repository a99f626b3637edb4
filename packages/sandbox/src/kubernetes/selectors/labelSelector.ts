import { badRequest } from '../statusError';

interface Requirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | 'missing' | 'gt' | 'lt';
  values: string[];
}

export type LabelMatcher = (labels: Record<string, string>) => boolean;

const setBased =
  /^\s*(?<key>[\w./-]+)\s+(?<operator>in|notin)\s+\((?<values>[^)]*)\)\s*$/;
const equality =
  /^\s*(?<key>[\w./-]+)\s*(?<operator>==|=|!=|>|<)\s*(?<value>[\w.-]*)\s*$/;
const existence = /^\s*(?<not>!?)\s*(?<key>[\w./-]+)\s*$/;

/** Reads a label selector (`a=b,c in (d,e),!f`); 400 when it is not one. */
export function parseLabelSelector(text: string): LabelMatcher {
  const requirements = splitOutsideParentheses(text)
    .filter(part => part.trim() !== '')
    .map(part => parseRequirement(part, text));
  return labels => requirements.every(one => matches(one, labels));
}

function splitOutsideParentheses(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}

function parseRequirement(part: string, whole: string): Requirement {
  const set = setBased.exec(part)?.groups;
  if (set) {
    return {
      key: set.key,
      operator: set.operator === 'in' ? 'in' : 'notin',
      values: set.values.split(',').map(value => value.trim()),
    };
  }
  const equal = equality.exec(part)?.groups;
  if (equal) {
    const operators: Record<string, Requirement['operator']> = {
      '!=': 'notin',
      '>': 'gt',
      '<': 'lt',
    };
    return {
      key: equal.key,
      operator: operators[equal.operator] ?? 'in',
      values: [equal.value],
    };
  }
  const exists = existence.exec(part)?.groups;
  if (exists) {
    return {
      key: exists.key,
      operator: exists.not ? 'missing' : 'exists',
      values: [],
    };
  }
  throw badRequest(
    `unable to parse requirement: found '${part.trim()}' in label selector '${whole}', expected key=value, key!=value, key in (a,b), key or !key`,
  );
}

function matches(
  { key, operator, values }: Requirement,
  labels: Record<string, string>,
): boolean {
  const value = labels[key];
  switch (operator) {
    case 'in':
      return value !== undefined && values.includes(value);
    case 'notin':
      return value === undefined || !values.includes(value);
    case 'exists':
      return value !== undefined;
    case 'missing':
      return value === undefined;
    case 'gt':
      return value !== undefined && Number(value) > Number(values[0]);
    default:
      return value !== undefined && Number(value) < Number(values[0]);
  }
}
