import { isObject } from '../jsonValue';

/** One step of a path: from the values reached so far to the next. */
type Step = (value: unknown) => unknown[];

const token =
  /^(?:\.(?<field>(?:[^.[\]\\]|\\.)+)|\[(?<index>-?\d+)\]|\[(?<all>\*)\]|\['(?<quoted>(?:[^'\\]|\\.)*)'\]|\[\?\(@\.(?<path>[\w.-]+)\s*(?<operator>==|!=)\s*(?<literal>"[^"]*"|'[^']*'|[\w.-]+)\)\])/;

/**
 * Reads a simple JSON path, as printer columns of a CustomResourceDefinition have it: fields, indexes,
 * `[*]` and filters by equality. Undefined when it is not one.
 */
export function parseJsonPath(
  text: string,
): ((value: unknown) => unknown[]) | undefined {
  const steps: Step[] = [];
  let rest = text.startsWith('.') || text.startsWith('[') ? text : `.${text}`;
  while (rest !== '') {
    const match = token.exec(rest);
    if (!match?.groups) return undefined;
    steps.push(stepOf(match.groups));
    rest = rest.slice(match[0].length);
  }
  return value =>
    steps.reduce<unknown[]>((values, step) => values.flatMap(step), [value]);
}

function stepOf(groups: Record<string, string | undefined>): Step {
  const name =
    groups.field?.replace(/\\(.)/g, '$1') ??
    groups.quoted?.replace(/\\(.)/g, '$1');
  if (name === '*' || groups.all) return everything;
  if (name !== undefined) return value => fieldOf(value, name);
  if (groups.index !== undefined) {
    const index = Number(groups.index);
    return value => present(Array.isArray(value) ? value.at(index) : undefined);
  }
  const path = (groups.path ?? '').split('.');
  const literal = literalOf(groups.literal ?? '');
  const wanted = groups.operator === '==';
  return value =>
    everything(value).filter(item => {
      const [found] = path.reduce<unknown[]>(
        (values, field) => values.flatMap(one => fieldOf(one, field)),
        [item],
      );
      return found !== undefined && (found === literal) === wanted;
    });
}

function literalOf(text: string): unknown {
  if (/^["']/.test(text)) return text.slice(1, -1);
  if (text === 'true' || text === 'false') return text === 'true';
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

function present(value: unknown): unknown[] {
  return value === undefined ? [] : [value];
}

function fieldOf(value: unknown, name: string): unknown[] {
  return isObject(value) ? present(value[name]) : [];
}

function everything(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return isObject(value) ? Object.values(value) : [];
}
