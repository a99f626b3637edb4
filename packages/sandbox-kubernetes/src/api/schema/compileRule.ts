import { Optional, type Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from './celEnvironment';
import { compilationText } from './compilationText';
import type { ValidationRule } from './schema';

/** What a rule is run on, already as CEL values. */
export interface RuleInput {
  self: unknown;
  /** Absent when there is nothing to compare with. */
  oldSelf?: unknown;
}

/** A rule that compiles; evaluation throws an error with a one-line message. */
export interface CompiledRule {
  usesOldSelf: boolean;
  holds: (input: RuleInput) => boolean;
  /** The text of messageExpression; undefined when there is none or it fails, as the API server then uses `message`. */
  message: (input: RuleInput) => string | undefined;
}

export type Compilation =
  | { rule: CompiledRule }
  | { problem: string; field: 'rule' | 'messageExpression' };

const compilations = new Map<string, Compilation>();
let environment: Environment | undefined;

/** Compiles a rule once, whichever schema it stands in. */
export function compileRule(rule: ValidationRule): Compilation {
  const key = JSON.stringify([
    rule.rule,
    rule.messageExpression,
    rule.optionalOldSelf === true,
  ]);
  let compilation = compilations.get(key);
  if (!compilation) {
    compilation = compile(rule);
    compilations.set(key, compilation);
  }
  return compilation;
}

function compile(rule: ValidationRule): Compilation {
  const expression = parse(rule.rule, 'bool');
  if ('problem' in expression) {
    return { problem: expression.problem, field: 'rule' };
  }
  const text = rule.messageExpression
    ? parse(rule.messageExpression, 'string')
    : undefined;
  if (text && 'problem' in text) {
    return { problem: text.problem, field: 'messageExpression' };
  }
  const optional = rule.optionalOldSelf === true;
  return {
    rule: {
      usesOldSelf: /\boldSelf\b/.test(rule.rule),
      holds: input => expression.run(contextOf(input, optional)) === true,
      message: input => {
        if (!text) return undefined;
        try {
          return usableMessage(text.run(contextOf(input, optional)));
        } catch {
          return undefined;
        }
      },
    },
  };
}

type Expression =
  { run: (context: Record<string, unknown>) => unknown } | { problem: string };

function parse(source: string, wanted: 'bool' | 'string'): Expression {
  environment ??= celEnvironment()
    .registerVariable('self', 'dyn')
    .registerVariable('oldSelf', 'dyn');
  try {
    const parsed = environment.parse(source);
    const { valid, type, error } = parsed.check();
    if (!valid) return { problem: compilationText(source, error) };
    if (type !== wanted && type !== 'dyn') {
      return {
        problem:
          wanted === 'bool'
            ? 'cel expression must evaluate to a bool'
            : 'messageExpression must evaluate to a string',
      };
    }
    return { run: parsed };
  } catch (error) {
    return { problem: compilationText(source, error) };
  }
}

/** The first line of what CEL says. */
export function errorText(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0];
}

function contextOf(
  { self, oldSelf }: RuleInput,
  optional: boolean,
): Record<string, unknown> {
  if (!optional) return { self, oldSelf };
  return {
    self,
    oldSelf: oldSelf === undefined ? Optional.none() : Optional.of(oldSelf),
  };
}

const longestMessage = 5 * 1024;

function usableMessage(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : '';
  if (text === '' || text.includes('\n') || text.length > longestMessage) {
    return undefined;
  }
  return text;
}
