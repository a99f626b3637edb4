import type {
  HealthWord,
  InstanceId,
  InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';

/** Something that happened to a server: it was made, or its health became another word. */
export interface Change {
  id: InstanceId;
  name: string;
  at: string;
  what: 'created' | HealthWord;
  sentence?: string;
}

/** The last changes of all servers, newest first. */
export function lastChanges(
  instances: InstanceSummary[],
  count: number,
): Change[] {
  return instances
    .flatMap(changesOf)
    .sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
    .slice(0, count);
}

function changesOf(instance: InstanceSummary): Change[] {
  const { id, name, createdAt, health } = instance;
  const { word, since, sentence } = health;
  return [
    { id, name, at: createdAt, what: 'created' },
    ...(since ? [{ id, name, at: since, what: word, sentence }] : []),
  ];
}
