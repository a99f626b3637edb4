import { badRequest } from '../statusError';

interface Requirement {
  key: string;
  operator: 'in' | 'notin' | 'exists' | 'missing' | 'gt' | 'lt';
  values: string[];
}

export type LabelMatcher = (labels: Record<string, string>) => boolean;

const symbols = /^(==|!=|[=!<>(),])/;
const operators: Record<string, Requirement['operator']> = {
  '=': 'in',
  '==': 'in',
  '!=': 'notin',
  in: 'in',
  notin: 'notin',
  '>': 'gt',
  '<': 'lt',
};
const wantedOperators = 'in, notin, =, ==, !=, gt, lt';

/** A parser by tokens. Model: k8s.io/apimachinery/pkg/labels/selector.go. */
class Parser {
  private readonly tokens: string[] = [];
  private position = 0;

  constructor(text: string) {
    let rest = text.trim();
    while (rest !== '') {
      const token =
        symbols.exec(rest)?.[0] ?? /^[^\s=!<>(),]+/.exec(rest)?.[0] ?? rest;
      this.tokens.push(token);
      rest = rest.slice(token.length).trim();
    }
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    while (this.next() !== '') {
      if (!this.isWord() && this.next() !== '!') {
        this.fail(`expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.requirement());
      if (this.next() === '') break;
      if (this.next() !== ',') this.fail(`expected: ',' or 'end of string'`);
      this.position += 1;
      if (!this.isWord() && this.next() !== '!') {
        this.fail(`expected: identifier after ','`);
      }
    }
    return requirements;
  }

  private next(): string {
    return this.tokens[this.position] ?? '';
  }

  private isWord(): boolean {
    return this.next() !== '' && !symbols.test(this.next());
  }

  private take(): string {
    const token = this.next();
    this.position += 1;
    return token;
  }

  private fail(wanted: string, where = ''): never {
    throw badRequest(`${where}found '${this.next()}', ${wanted}`);
  }

  private failRequirement(wanted: string): never {
    return this.fail(wanted, 'unable to parse requirement: ');
  }

  private requirement(): Requirement {
    const isMissing = this.next() === '!';
    if (isMissing) this.position += 1;
    if (!this.isWord()) this.failRequirement('expected: identifier');
    const key = this.take();
    if (isMissing) return { key, operator: 'missing', values: [] };
    if (this.next() === '' || this.next() === ',') {
      return { key, operator: 'exists', values: [] };
    }
    const operator = operators[this.next()];
    if (!operator) this.failRequirement(`expected: ${wantedOperators}`);
    const isSet = /^[a-z]/.test(this.take());
    return { key, operator, values: isSet ? this.set() : [this.value()] };
  }

  /** One value; none at all is the empty one. */
  private value(): string {
    if (this.next() === '' || this.next() === ',') return '';
    if (!this.isWord()) this.failRequirement('expected: identifier');
    return this.take();
  }

  private set(): string[] {
    if (this.next() !== '(') this.failRequirement("expected: '('");
    this.position += 1;
    const values: string[] = [];
    for (;;) {
      values.push(this.isWord() ? this.take() : '');
      if (this.next() === ')') break;
      if (this.next() !== ',') this.failRequirement("expected: ',' or ')'");
      this.position += 1;
    }
    this.position += 1;
    return values;
  }
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

/** Reads a label selector (`a=b,c in (d,e),!f`); 400, in the words of the API server, when it is not one. */
export function parseLabelSelector(text: string): LabelMatcher {
  const requirements = new Parser(text).parse();
  return labels => requirements.every(one => matches(one, labels));
}
