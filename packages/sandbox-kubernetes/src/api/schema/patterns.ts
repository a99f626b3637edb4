const compiled = new Map<string, RegExp | undefined>();

/** A Go (RE2) pattern as a JavaScript one; undefined when it is not one. */
export function compilePattern(pattern: string): RegExp | undefined {
  if (compiled.has(pattern)) return compiled.get(pattern);
  let expression: RegExp | undefined;
  const flags = /^\(\?([is]+)\)/.exec(pattern);
  const body = flags ? pattern.slice(flags[0].length) : pattern;
  for (const unicode of ['u', '']) {
    try {
      expression = new RegExp(
        body
          .replace(/\\z/g, '$')
          .replace(/\\A/g, '^')
          .replace(/\(\?P</g, '(?<'),
        `${flags ? flags[1] : ''}${unicode}`,
      );
      break;
    } catch {
      expression = undefined;
    }
  }
  compiled.set(pattern, expression);
  return expression;
}

/** A pattern that cannot be compiled lets everything pass: the definition was refused with it. */
export function matchesPattern(pattern: string, value: string): boolean {
  return compilePattern(pattern)?.test(value) ?? true;
}
