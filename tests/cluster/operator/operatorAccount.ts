import { writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  leaseRules,
  operatorRules,
  type PolicyRule,
} from '@fhir-on-aks/operator';
import { applyObjects, kubectl } from '../kubectl';

/** A service account with exactly the rights that the operator is shipped with. */
export interface OperatorAccount {
  /** Its name in the audit log. */
  user: string;
  kubeconfig: string;
}

const rbac = 'rbac.authorization.k8s.io';

/** Makes the account, and a kubeconfig with a token of it. `more`: what an optional feature needs besides. */
export function makeOperatorAccount(
  name: string,
  namespace: string,
  directory: string,
  more: readonly PolicyRule[] = [],
): OperatorAccount {
  const subjects = [{ kind: 'ServiceAccount', name, namespace }];
  applyObjects(
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
    },
    role('ClusterRole', { name: `${namespace}-${name}` }, [
      ...operatorRules,
      ...more,
    ]),
    binding('ClusterRole', { name: `${namespace}-${name}` }, subjects),
    role('Role', { name, namespace }, leaseRules),
    binding('Role', { name, namespace }, subjects),
  );
  const kubeconfig = path.join(directory, `${name}.kubeconfig`);
  writeFileSync(kubeconfig, kubeconfigOf(name, namespace), { mode: 0o600 });
  return { user: `system:serviceaccount:${namespace}:${name}`, kubeconfig };
}

/** Takes the rights away again; the account goes with its namespace. */
export function removeOperatorRights(name: string, namespace: string): void {
  kubectl([
    ...['delete', 'clusterrole,clusterrolebinding', `${namespace}-${name}`],
    '--ignore-not-found',
  ]);
}

function role(kind: string, metadata: object, rules: PolicyRule[]): object {
  return { apiVersion: `${rbac}/v1`, kind, metadata, rules };
}

function binding(
  kind: string,
  metadata: { name: string; namespace?: string },
  subjects: object[],
): object {
  return {
    apiVersion: `${rbac}/v1`,
    kind: `${kind}Binding`,
    metadata,
    roleRef: { apiGroup: rbac, kind, name: metadata.name },
    subjects,
  };
}

function kubeconfigOf(name: string, namespace: string): string {
  const args = ['config', 'view', '--raw', '--minify', '--flatten'];
  const config = JSON.parse(kubectl([...args, '-o', 'json']));
  const token = kubectl(['create', 'token', name, '-n', namespace]).trim();
  config.users[0].user = { token };
  return JSON.stringify(config);
}
