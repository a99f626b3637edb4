import type { SpecPath } from '../spec/specPath';

/** A field that an update offers; `when` names the field that must be on for it to mean something. */
interface OfferedField {
  path: SpecPath;
  when?: SpecPath;
}

/** The fields that an update offers, in sections; what cannot be changed later is not among them. */
export const changeSections: Array<{
  key: 'Server' | 'Security' | 'Features' | 'Observability';
  fields: OfferedField[];
}> = [
  {
    key: 'Server',
    fields: [
      { path: ['image', 'tag'] },
      { path: ['size'] },
      { path: ['replicas'] },
      { path: ['deletionProtection'] },
    ],
  },
  {
    key: 'Security',
    fields: [
      { path: ['security', 'mode'] },
      { path: ['security', 'authority'], when: ['security', 'mode'] },
      { path: ['security', 'audience'], when: ['security', 'mode'] },
      { path: ['security', 'smartOnFhir'], when: ['security', 'mode'] },
      { path: ['networkPolicy', 'mode'] },
    ],
  },
  {
    key: 'Features',
    fields: [
      { path: ['export', 'mode'] },
      { path: ['export', 'storageAccountUri'], when: ['export', 'mode'] },
      { path: ['import', 'mode'] },
      { path: ['import', 'storageAccountUri'], when: ['import', 'mode'] },
      { path: ['reindex', 'mode'] },
      { path: ['convertData', 'mode'] },
      { path: ['convertData', 'registries'], when: ['convertData', 'mode'] },
      { path: ['bulkDelete', 'mode'] },
      { path: ['bulkUpdate', 'mode'] },
    ],
  },
  {
    key: 'Observability',
    fields: [
      { path: ['audit', 'format'] },
      { path: ['telemetry', 'provider'] },
      {
        path: ['telemetry', 'connectionStringSecret', 'name'],
        when: ['telemetry', 'provider'],
      },
      {
        path: ['telemetry', 'connectionStringSecret', 'key'],
        when: ['telemetry', 'provider'],
      },
      { path: ['telemetry', 'prometheus'] },
    ],
  },
];
