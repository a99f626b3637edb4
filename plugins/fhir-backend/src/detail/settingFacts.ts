import {
  type FhirSpec,
  fhirSpecSchema,
  schemaAt,
  type SettingFact,
} from '@fhir-on-aks/plugin-fhir-common';

interface Setting {
  /** Where in the spec its title stands. */
  titleOf: string[];
  on(spec: FhirSpec): boolean;
  /** The one fact that matters of it, in either state. */
  fact?(spec: FhirSpec): string | undefined;
}

const settings: Record<string, Setting> = {
  audit: {
    titleOf: ['audit'],
    on: () => true,
    fact: ({ audit }) =>
      audit.format === 'Json' ? 'JSON lines' : 'lines of text',
  },
  security: {
    titleOf: ['security', 'mode'],
    on: ({ security }) => security.mode === 'Enabled',
    fact: ({ security }) =>
      security.mode === 'Enabled'
        ? security.audience
        : 'anyone who reaches the server reads and writes everything',
  },
  authorization: {
    titleOf: ['authorization', 'mode'],
    on: ({ security, authorization }) =>
      security.mode === 'Enabled' && authorization.mode === 'Enabled',
    fact: ({ security, authorization }) => {
      const from = `from claim ${security.rolesClaim}`;
      const { roles } = authorization;
      return roles ? `${counted(roles.length, 'role')} ${from}` : from;
    },
  },
  smartOnFhir: {
    titleOf: ['security', 'smartOnFhir'],
    on: ({ security }) => security.smartOnFhir === 'Enabled',
  },
  telemetry: {
    titleOf: ['telemetry', 'provider'],
    on: ({ telemetry }) => telemetry.provider !== 'None',
    fact: ({ telemetry }) =>
      telemetry.provider === 'ApplicationInsights'
        ? 'Application Insights'
        : telemetry.provider,
  },
  prometheus: {
    titleOf: ['telemetry', 'prometheus'],
    on: ({ telemetry }) => telemetry.prometheus === 'Enabled',
  },
  export: storage('export'),
  import: storage('import'),
  reindex: {
    ...mode('reindex'),
    fact: ({ reindex: { batchSize } }) =>
      batchSize ? `batches of ${batchSize}` : undefined,
  },
  convertData: {
    ...mode('convertData'),
    fact: ({ convertData }) => convertData.registries.join(', ') || undefined,
  },
  bulkDelete: mode('bulkDelete'),
  bulkUpdate: mode('bulkUpdate'),
  cors: { ...mode('cors'), fact: ({ cors }) => cors.origins.join(', ') },
  throttling: {
    ...mode('throttling'),
    fact: ({ throttling }) =>
      `${throttling.concurrentRequestLimit} requests at one time per pod`,
  },
  networkPolicy: mode('networkPolicy'),
  deletionProtection: {
    titleOf: ['deletionProtection'],
    on: ({ deletionProtection }) => deletionProtection === 'Enabled',
  },
};

/** What is on and off of a server, each with its one key fact; further settings by their number. */
export function settingFacts(spec: FhirSpec): SettingFact[] {
  const facts = Object.entries(settings).map(([key, { titleOf, ...setting }]) =>
    settingFact(key, titleOf, setting.on(spec), setting.fact?.(spec)),
  );
  const further = Object.keys(spec.settings ?? {}).length;
  if (further === 0) return facts;
  return [
    ...facts,
    settingFact('settings', ['settings'], true, counted(further, 'key')),
  ];
}

/** The fact of a setting that is off says nothing, unless its being off is the news. */
function settingFact(
  key: string,
  titleOf: string[],
  on: boolean,
  fact: string | undefined,
): SettingFact {
  const told = on || key === 'security' ? fact : undefined;
  return {
    key,
    title: schemaAt(fhirSpecSchema, titleOf)?.title ?? key,
    state: on ? 'on' : 'off',
    ...(told ? { fact: told } : {}),
  };
}

function mode(
  key:
    | 'reindex'
    | 'convertData'
    | 'bulkDelete'
    | 'bulkUpdate'
    | 'cors'
    | 'throttling'
    | 'networkPolicy'
    | 'export'
    | 'import',
): Setting {
  return {
    titleOf: [key, 'mode'],
    on: spec => spec[key].mode === 'Enabled',
  };
}

function storage(key: 'export' | 'import'): Setting {
  return { ...mode(key), fact: spec => hostOf(spec[key].storageAccountUri) };
}

function hostOf(uri: string | undefined): string | undefined {
  return uri && URL.canParse(uri) ? new URL(uri).host : uri;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
