export { readOperatorConfig } from './config/readOperatorConfig';
export { Log } from './Log';
export { OperatorMetrics } from './process/OperatorMetrics';
export {
  leaseRules,
  operatorRules,
  readinessGateRules,
  type PolicyRule,
} from './rbac';
export {
  startOperator,
  type Operator,
  type OperatorOptions,
} from './startOperator';
