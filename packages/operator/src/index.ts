export {
  leaseRules,
  operatorRules,
  readinessGateRules,
  type PolicyRule,
} from './rbac';
