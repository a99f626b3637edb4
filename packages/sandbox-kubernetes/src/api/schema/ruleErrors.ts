import type { FieldError } from '../statusError';
import { checkRuleTypes } from './checkRuleTypes';
import { compileRule } from './compileRule';
import { invalidValue, notSupported, required } from './fieldErrors';
import { rulePath } from './rulePath';
import type { Schema, ValidationRule } from './schema';

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/** Checks that the CEL rules of one schema node compile, against the types that the schema declares. */
export function ruleErrors(schema: Schema, path: string): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) =>
    oneRuleErrors(schema, rule, `${path}.x-kubernetes-validations[${index}]`),
  );
}

function oneRuleErrors(
  schema: Schema,
  rule: ValidationRule,
  path: string,
): FieldError[] {
  if (!rule.rule?.trim()) {
    return [required(`${path}.rule`, 'rule is not specified')];
  }
  const errors = wordingErrors(rule, path);
  if (rule.reason && !reasons.includes(rule.reason)) {
    errors.push(notSupported(`${path}.reason`, rule.reason, reasons));
  }
  if (rule.fieldPath !== undefined && !rulePath(schema, rule.fieldPath)) {
    errors.push(
      invalidValue(`${path}.fieldPath`, rule.fieldPath, 'must be a valid path'),
    );
  }
  return errors.length > 0 ? errors : expressionErrors(schema, rule, path);
}

function expressionErrors(
  schema: Schema,
  rule: ValidationRule,
  path: string,
): FieldError[] {
  const compilation = compileRule(rule);
  if ('problem' in compilation) {
    const { field, problem } = compilation;
    return [invalidValue(`${path}.${field}`, rule, problem)];
  }
  const wrong = checkRuleTypes(schema, rule);
  if (wrong) {
    return [invalidValue(`${path}.${wrong.field}`, rule, wrong.problem)];
  }
  const isIdle =
    rule.optionalOldSelf !== undefined && !compilation.rule.usesOldSelf;
  return isIdle
    ? [
        invalidValue(
          `${path}.optionalOldSelf`,
          rule.optionalOldSelf,
          'may not be set if oldSelf is not used in rule',
        ),
      ]
    : [];
}

function wordingErrors(rule: ValidationRule, path: string): FieldError[] {
  const { message } = rule;
  const hasBreak = rule.rule.trim().includes('\n');
  if (message?.trim() === '') {
    return [
      invalidValue(
        `${path}.message`,
        message,
        'must be non-empty if specified',
      ),
    ];
  }
  if (message?.trim().includes('\n')) {
    return [
      invalidValue(`${path}.message`, message, 'must not contain line breaks'),
    ];
  }
  return hasBreak && !message
    ? [
        required(
          `${path}.message`,
          'message must be specified if rule contains line breaks',
        ),
      ]
    : [];
}
