import { EvaluationError, ParseError, TypeError } from '@marcbachmann/cel-js';

type CelError = EvaluationError | ParseError | TypeError;

function isCelError(error: unknown): error is CelError {
  return (
    error instanceof EvaluationError ||
    error instanceof ParseError ||
    error instanceof TypeError
  );
}

/**
 * Why a rule does not compile, as the API server prints it:
 * `compilation failed: ERROR: <input>:1:5: undefined field 'c'` with the place marked below.
 */
export function compilationText(source: string, error: unknown): string {
  const words = String(error instanceof Error ? error.message : error);
  const [first] = words.split('\n');
  const field = /^No such key: (.*)$/.exec(first)?.[1];
  const said = field === undefined ? first : `undefined field '${field}'`;
  if (!isCelError(error)) return `compilation failed: ${said}`;
  const before = source.slice(0, placeOf(error, field !== undefined));
  const line = before.split('\n').length;
  const column = before.length - (before.lastIndexOf('\n') + 1);
  const text = source.split('\n')[line - 1];
  return `compilation failed: ERROR: <input>:${line}:${column + 1}: ${said}\n | ${text}\n | ${'.'.repeat(column)}^`;
}

/** Where the error is; that of a field is at its dot. */
function placeOf({ node, range }: CelError, isField: boolean): number {
  const start = range?.start ?? node?.start ?? 0;
  if (!isField || !node || !Array.isArray(node.args)) return start;
  const [object] = node.args;
  return typeof object === 'object' && object !== null && 'end' in object
    ? Number(object.end)
    : start;
}
