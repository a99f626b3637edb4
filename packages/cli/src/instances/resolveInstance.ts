import {
  requireCluster,
  type InstanceList,
  type ProvisionTarget,
} from '@fhir-on-aks/plugin-fhir-common';
import { CommandError } from '../CommandError';
import { EXIT } from '../exitCodes';
import type { Session } from '../Session';
import { listInstances } from './listInstances';

/**
 * Which FHIR server a person means by `name`, `namespace/name` or `cluster/namespace/name`. The clusters are asked only
 * when that does not say it; what is not there is given back all the same when it can only be in one place, so that
 * what is gone already can be told from what was never there.
 */
export async function resolveInstance(
  text: string,
  session: Session,
): Promise<ProvisionTarget> {
  const wanted = parseReference(text, session);
  const clusters = wanted.cluster
    ? [requireCluster(session.config, wanted.cluster)]
    : session.config.clusters;
  const [only, ...others] = clusters;
  if (!only) throw noCluster();
  const sole = others.length === 0 ? only : undefined;
  if (sole && wanted.namespace) {
    const { name, namespace } = wanted;
    return { cluster: sole.name, namespace, name };
  }
  const list = await listInstances(session);
  const found = list.instances.filter(
    ({ cluster, namespace, name }) =>
      name === wanted.name &&
      cluster === (wanted.cluster ?? cluster) &&
      namespace === (wanted.namespace ?? namespace),
  );
  const [first, ...more] = found;
  if (first && more.length === 0) {
    const { cluster, namespace, name } = first;
    return { cluster, namespace, name };
  }
  if (first) throw ambiguous(text, found);
  const [namespace, ...further] = sole?.namespaces ?? [];
  if (sole && namespace && further.length === 0 && allAnswered(list)) {
    return { cluster: sole.name, namespace, name: wanted.name };
  }
  throw unknown(text, list);
}

interface Reference {
  cluster?: string;
  namespace?: string;
  name: string;
}

function parseReference(text: string, { options }: Session): Reference {
  const [name, namespace, cluster, ...rest] = text.split('/').reverse();
  if (!name || namespace === '' || cluster === '' || rest.length > 0) {
    throw new CommandError(`"${text}" does not name a FHIR server.`, {
      next: 'Write name, namespace/name or cluster/namespace/name.',
    });
  }
  requireAgreement(text, 'cluster', cluster, options.cluster);
  requireAgreement(text, 'namespace', namespace, options.namespace);
  return {
    name,
    namespace: namespace ?? options.namespace,
    cluster: cluster ?? options.cluster,
  };
}

function requireAgreement(
  text: string,
  what: string,
  named: string | undefined,
  option: string | undefined,
): void {
  if (named === undefined || option === undefined || named === option) return;
  throw new CommandError(
    `"${text}" names the ${what} ${named}, --${what} names ${option}.`,
    { next: 'Leave one of the two out.' },
  );
}

function allAnswered({ clusters }: InstanceList): boolean {
  return clusters.every(({ state }) => state === 'connected');
}

function ambiguous(text: string, found: Array<{ id: string }>): CommandError {
  return new CommandError(
    `There are ${found.length} FHIR servers "${text}": ${found.map(({ id }) => id).join(', ')}.`,
    { next: 'Name one of them in full.' },
  );
}

function unknown(text: string, list: InstanceList): CommandError {
  const silent = list.clusters.find(({ state }) => state !== 'connected');
  if (silent) {
    return new CommandError(
      `"${text}" was not found, and cluster ${silent.name} did not answer: ${silent.message}`,
      {
        next: 'Run it again when the cluster answers, or name the server as cluster/namespace/name.',
        exitCode: EXIT.unreachable,
      },
    );
  }
  const names = list.instances.map(({ id }) => id);
  const known = names.slice(0, 5).join(', ');
  return new CommandError(`There is no FHIR server "${text}".`, {
    next: known
      ? `There are ${known}${names.length > 5 ? ', …; fhirctl list shows all' : ''}.`
      : 'There is none yet: make one with fhirctl provision.',
    exitCode: EXIT.notFound,
  });
}

function noCluster(): CommandError {
  return new CommandError('The configuration has no cluster.', {
    next: 'Add one to clusters of the configuration.',
  });
}
