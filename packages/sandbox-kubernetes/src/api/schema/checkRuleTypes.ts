import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from './celEnvironment';
import { CelTypes } from './celTypes';
import { compilationText } from './compilationText';
import type { Schema, ValidationRule } from './schema';

export interface TypeProblem {
  field: 'rule' | 'messageExpression';
  problem: string;
}

/** Checks a rule against the types of its schema: fields that are not there, comparisons of different types, a result that is no bool. */
export function checkRuleTypes(
  schema: Schema,
  rule: ValidationRule,
): TypeProblem | undefined {
  const environment = celEnvironment();
  const self = new CelTypes(environment).nameOf(schema);
  const oldSelf = rule.optionalOldSelf ? `optional<${self}>` : self;
  environment.registerVariable('self', self);
  environment.registerVariable('oldSelf', oldSelf);
  const problem = problemOf(environment, rule.rule, 'bool');
  if (problem) return { field: 'rule', problem };
  const text = rule.messageExpression;
  const wrong = text ? problemOf(environment, text, 'string') : undefined;
  return wrong ? { field: 'messageExpression', problem: wrong } : undefined;
}

function problemOf(
  environment: Environment,
  source: string,
  wanted: 'bool' | 'string',
): string | undefined {
  const { valid, type, error } = environment.check(source);
  if (!valid) return compilationText(source, error);
  if (type !== wanted && type !== 'dyn') {
    return wanted === 'bool'
      ? 'cel expression must evaluate to a bool'
      : 'messageExpression must evaluate to a string';
  }
  return unknownField(environment, source);
}

/** `has(self.x)` asks for a field: that it is declared is checked here, as the checker takes every name in it. */
function unknownField(
  environment: Environment,
  source: string,
): string | undefined {
  for (const asked of askedFields(environment.parse(source).ast)) {
    const text = source.slice(asked.start, asked.end);
    const { valid, error } = environment.check(text);
    const isUnknown = /^No such key: /.test(error?.message ?? '');
    if (!valid && isUnknown) {
      const padded = `${' '.repeat(asked.start)}${text}`;
      const words = compilationText(padded, environment.check(padded).error);
      return words.replace(padded, source);
    }
  }
  return undefined;
}

function askedFields(node: ASTNode): ASTNode[] {
  const inner = childrenOf(node).flatMap(askedFields);
  if (node.op !== 'call' || node.args[0] !== 'has') return inner;
  return [...node.args[1], ...inner];
}

function childrenOf(node: ASTNode): ASTNode[] {
  return [node.args].flat(3).filter(isNode);
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value;
}
