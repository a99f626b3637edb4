import fs from 'node:fs';
import path from 'node:path';
import { WorkQueue } from '@fhir-on-aks/kube';
import { OperatorMetrics } from './process/OperatorMetrics';
import { leaseRules, operatorRules, readinessGateRules } from './rbac';

const page = fs.readFileSync(
  path.join(__dirname, '../../../docs/operator.md'),
  'utf8',
);

describe('docs/operator.md', () => {
  it('names every metric of the operator', () => {
    const { runtime } = new OperatorMetrics();
    const queue = new WorkQueue({ workers: 1, work: async () => {} });
    runtime.watchQueue('fhir', queue, 1);
    const names = runtime.registry
      .getMetricsAsArray()
      .map(({ name }) => name)
      .filter(name => !/^(nodejs|process)_/.test(name));
    expect(names.filter(name => !page.includes(name))).toEqual([]);
  });

  it('names every resource and every verb of the rights', () => {
    const rules = [...operatorRules, ...readinessGateRules, ...leaseRules];
    const words = rules.flatMap(({ resources, verbs, apiGroups }) => [
      ...resources.map(resource => `\`${resource}\``),
      ...apiGroups.filter(Boolean).map(group => `\`${group}\``),
      ...verbs,
    ]);
    expect(words.filter(word => !page.includes(word))).toEqual([]);
  });
});
