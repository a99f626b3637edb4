import type { FieldError } from '../statusError';
import { compileRule } from './compileRule';
import { invalidValue, notSupported, required } from './fieldErrors';
import type { Schema, ValidationRule } from './schema';

const reasons = [
  'FieldValueDuplicate',
  'FieldValueForbidden',
  'FieldValueInvalid',
  'FieldValueRequired',
];

/** Checks that the CEL rules of one schema node compile. */
export function ruleErrors(schema: Schema, path: string): FieldError[] {
  return (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) =>
    oneRuleErrors(rule, `${path}.x-kubernetes-validations[${index}]`),
  );
}

function oneRuleErrors(rule: ValidationRule, path: string): FieldError[] {
  if (!rule.rule?.trim()) {
    return [required(`${path}.rule`, 'rule is not specified')];
  }
  const errors = wordingErrors(rule, path);
  if (rule.reason && !reasons.includes(rule.reason)) {
    errors.push(notSupported(`${path}.reason`, rule.reason, reasons));
  }
  const compilation = compileRule(rule);
  if ('problem' in compilation) {
    const { field, problem } = compilation;
    errors.push(invalidValue(`${path}.${field}`, rule, problem));
  } else if (
    rule.optionalOldSelf !== undefined &&
    !compilation.rule.usesOldSelf
  ) {
    errors.push(
      invalidValue(
        `${path}.optionalOldSelf`,
        rule.optionalOldSelf,
        'may not be set if oldSelf is not used in rule',
      ),
    );
  }
  return errors;
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
