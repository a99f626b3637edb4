import {
  instanceOf,
  type StoredDeployment,
  type StoredMeta,
  type ObjectStore,
} from '@fhir-on-aks/sandbox-kubernetes';

/** An instance that the caller named is not there; the message says which there are. */
export class UnknownInstanceError extends Error {}

/** The instance as `<namespace>/<name>`; a bare name is enough when only one has it. Throws UnknownInstanceError. */
export function findInstance(store: ObjectStore, named: string): string {
  const known = knownInstances(store);
  if (known.includes(named)) return named;
  const ending = known.filter(one => one.split('/')[1] === named);
  if (ending.length === 1) return ending[0];
  const choice = ending.length > 1 ? ending : known;
  const hint =
    choice.length > 0
      ? `Say one of: ${choice.join(', ')}.`
      : 'There is none yet.';
  throw new UnknownInstanceError(
    ending.length > 1
      ? `Several FHIR servers are called "${named}". ${hint}`
      : `There is no FHIR server "${named}". ${hint}`,
  );
}

function knownInstances(store: ObjectStore): string[] {
  const fhirs = store
    .list<{ metadata: StoredMeta }>('Fhir')
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const deployed = store
    .list<StoredDeployment>('Deployment')
    .flatMap(one => instanceOf(one) ?? []);
  return [...new Set([...fhirs, ...deployed])].sort();
}
