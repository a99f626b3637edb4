import { evalFhirPath, splitSearchOnComma } from '@medplum/core';
import { FhirError, sandboxCannot } from './fhirError';
import { plainOf } from './fhirJson';
import type { FhirModel, SearchParameterDefinition } from './fhirModel';

/** One `code:modifier=value` of a search. */
export interface SearchFilter {
  definition: SearchParameterDefinition;
  modifier?: string;
  /** Comma-separated values are alternatives. */
  values: string[];
}

const modifiersOf: Record<string, string[]> = {
  string: ['exact', 'contains'],
  token: ['not', 'text'],
  uri: ['below'],
  reference: ['identifier'],
};
/** Modifiers of the specification that upstream may know. */
const otherModifiers = ['above', 'below', 'in', 'not-in', 'of-type', 'iterate'];

/** A filter that can be evaluated; throws FhirError for values and modifiers with which it cannot. */
export function checkFilter(
  model: FhirModel,
  definition: SearchParameterDefinition,
  modifier: string | undefined,
  value: string,
): SearchFilter {
  const { code, type } = definition;
  if (type === 'composite') {
    throw sandboxCannot(`evaluate the composite search parameter '${code}'`);
  }
  const values = splitSearchOnComma(value);
  const filter = { definition, modifier, values };
  if (modifier === 'missing') {
    if (/^(true|false)$/.test(value)) return filter;
    throw forbidden(
      'Invalid value for :missing modifier. Valid values are: true, false.',
    );
  }
  const isKnown =
    !modifier ||
    modifiersOf[type]?.includes(modifier) ||
    (type === 'reference' && model.has(modifier));
  if (!isKnown && otherModifiers.includes(modifier)) {
    throw sandboxCannot(`evaluate the modifier '${modifier}' of '${code}'`);
  }
  if (!isKnown) {
    throw forbidden(
      `Modifier '${modifier}' is not supported for search parameter '${code}'.`,
    );
  }
  for (const one of values) checkValue(type, one, values.length);
  return filter;
}

function checkValue(type: string, value: string, count: number): void {
  const [prefix, text] = prefixed(value.split('|')[0]);
  const isOrdered = ['date', 'number', 'quantity'].includes(type);
  if (!isOrdered) return;
  if (!(type === 'date' ? dateRange(text) : numberRange(text))) {
    throw new FhirError(400, 'invalid', `Malformed search value '${value}'.`);
  }
  if (count > 1 && prefix !== 'eq') {
    throw forbidden(
      'Comparator is not supported when multiple values are specified using OR search parameter.',
    );
  }
}

function forbidden(message: string): FhirError {
  return new FhirError(403, 'forbidden', message);
}

/** Whether a resource fits the filter (http://hl7.org/fhir/R4/search.html). */
export function matchesFilter(resource: object, filter: SearchFilter): boolean {
  const found = valuesOf(resource, filter.definition);
  if (filter.modifier === 'missing') {
    return filter.values.includes(found.length === 0 ? 'true' : 'false');
  }
  const hit = filter.values.some(wanted =>
    found.some(value => matchesValue(value, wanted, filter)),
  );
  return filter.modifier === 'not' ? !hit : hit;
}

/** The values that the parameter reads from a resource. */
export function valuesOf(
  resource: object,
  definition: SearchParameterDefinition,
): unknown[] {
  try {
    const values: unknown[] = evalFhirPath(
      definition.expression,
      plainOf(resource),
    );
    return values.filter(value => value !== undefined && value !== null);
  } catch {
    throw sandboxCannot(`evaluate the search parameter '${definition.code}'`);
  }
}

function matchesValue(
  value: unknown,
  wanted: string,
  { definition, modifier }: SearchFilter,
): boolean {
  switch (definition.type) {
    case 'string':
      return stringsIn(value).some(text =>
        matchesString(text, wanted, modifier),
      );
    case 'token':
      return modifier === 'text'
        ? stringsIn(value).some(text => matchesString(text, wanted))
        : tokensIn(value).some(token => matchesToken(token, wanted));
    case 'reference':
      return matchesReference(value, wanted, modifier);
    case 'date':
      return matchesDate(value, wanted);
    case 'uri':
      return modifier === 'below'
        ? String(value).startsWith(wanted)
        : String(value) === wanted;
    case 'number':
      return matchesNumber(value, wanted);
    case 'quantity':
      return matchesQuantity(value, wanted);
    default:
      return false;
  }
}

function matchesString(text: string, wanted: string, modifier?: string) {
  if (modifier === 'exact') return text === wanted;
  const folded = fold(text);
  return modifier === 'contains'
    ? folded.includes(fold(wanted))
    : folded.startsWith(fold(wanted));
}

/** Case and accents do not count. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(stringsIn);
  if (isRecord(value)) return Object.values(value).flatMap(stringsIn);
  return [];
}

interface Token {
  system?: string;
  value: string;
}

function tokensIn(value: unknown): Token[] {
  if (!isRecord(value)) return [{ value: String(value) }];
  if (Array.isArray(value.coding)) return value.coding.flatMap(tokensIn);
  const text = value.code ?? value.value;
  const system = typeof value.system === 'string' ? value.system : undefined;
  return typeof text === 'string' ? [{ system, value: text }] : [];
}

function matchesToken(token: Token, wanted: string): boolean {
  const bar = wanted.indexOf('|');
  if (bar < 0) return same(token.value, wanted);
  const system = wanted.slice(0, bar);
  const value = wanted.slice(bar + 1);
  if ((token.system ?? '') !== system) return false;
  return value === '' || same(token.value, value);
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function matchesReference(value: unknown, wanted: string, modifier?: string) {
  const reference = isRecord(value) ? value.reference : value;
  if (modifier === 'identifier') {
    return (
      isRecord(value) &&
      tokensIn(value.identifier).some(token => matchesToken(token, wanted))
    );
  }
  if (typeof reference !== 'string') return false;
  const full =
    modifier && /^[A-Z]/.test(modifier) ? `${modifier}/${wanted}` : wanted;
  return full.includes('/')
    ? reference === full || reference.endsWith(`/${full}`)
    : reference.split('/').pop() === full;
}

type Range = [from: number, until: number];

function matchesDate(value: unknown, wanted: string): boolean {
  const [prefix, text] = prefixed(wanted);
  const asked = dateRange(text);
  const actual = isRecord(value)
    ? periodRange(value)
    : dateRange(String(value));
  return !!asked && !!actual && compareRanges(prefix, actual, asked);
}

function matchesNumber(value: unknown, wanted: string): boolean {
  const [prefix, text] = prefixed(wanted);
  const asked = numberRange(text);
  const actual = Number(value);
  return !!asked && compareRanges(prefix, [actual, actual], asked);
}

function matchesQuantity(value: unknown, wanted: string): boolean {
  const [amount, system, code] = wanted.split('|');
  if (!isRecord(value) || !matchesNumber(value.value, amount)) return false;
  if (system && value.system !== system) return false;
  return !code || value.code === code || value.unit === code;
}

function prefixed(wanted: string): [string, string] {
  const match = /^(eq|ne|gt|lt|ge|le|sa|eb|ap)(?=[\d+-])(.*)$/.exec(wanted);
  return match ? [match[1], match[2]] : ['eq', wanted];
}

function compareRanges(prefix: string, actual: Range, asked: Range): boolean {
  const within = actual[0] >= asked[0] && actual[1] <= asked[1];
  switch (prefix) {
    case 'ne':
      return !within;
    case 'gt':
      return actual[1] > asked[1];
    case 'lt':
      return actual[0] < asked[0];
    case 'ge':
      return actual[1] > asked[1] || within;
    case 'le':
      return actual[0] < asked[0] || within;
    case 'sa':
      return actual[0] > asked[1];
    case 'eb':
      return actual[1] < asked[0];
    case 'ap':
      return actual[0] <= asked[1] && actual[1] >= asked[0];
    default:
      return within;
  }
}

/** The first and the last millisecond that a date of any precision covers. */
function dateRange(text: string): Range | undefined {
  const from = Date.parse(text);
  if (Number.isNaN(from)) return undefined;
  const next = new Date(from);
  if (/^\d{4}$/.test(text)) next.setUTCFullYear(next.getUTCFullYear() + 1);
  else if (/^\d{4}-\d\d$/.test(text)) next.setUTCMonth(next.getUTCMonth() + 1);
  else if (/^\d{4}-\d\d-\d\d$/.test(text))
    next.setUTCDate(next.getUTCDate() + 1);
  else if (/:\d\d:\d\d(Z|[+-]|$)/.test(text)) next.setTime(from + 1000);
  else return [from, from];
  return [from, next.getTime() - 1];
}

function periodRange(value: Record<string, unknown>): Range | undefined {
  const { start, end } = value;
  if (start === undefined && end === undefined) return undefined;
  const from = start === undefined ? undefined : dateRange(String(start));
  const until = end === undefined ? undefined : dateRange(String(end));
  return [from?.[0] ?? -Infinity, until?.[1] ?? Infinity];
}

/** `100` covers 99.5 to 100.5: the precision of the number counts. */
function numberRange(text: string): Range | undefined {
  const number = Number(text);
  if (text === '' || Number.isNaN(number)) return undefined;
  const decimals = /\.(\d+)/.exec(text)?.[1].length ?? 0;
  const half = 0.5 * 10 ** -decimals;
  return [number - half, number + half];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
