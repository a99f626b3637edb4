import type { Fhir } from '../api/fhir';
import type { FieldIssue } from '../api/InvalidInputError';
import type { OperatorSettings } from '../operatorSettings';
import { gatewayOf } from './httpRoute';
import { lintSettings, type SettingsLint } from './lintSettings';
import { roleIssues } from './rolesFile';
import { secretSettings } from './secretEnvironment';
import { serverSettings } from './serverSettings';

/** What a valid spec and the settings of the fleet cannot agree on; nothing is applied while there is one. */
export function specProblems(
  fhir: Pick<Fhir, 'spec'>,
  settings: OperatorSettings,
): FieldIssue[] {
  return [
    ...gatewayIssues(fhir, settings),
    ...schemaIssues(fhir, settings),
    ...roleIssues(fhir.spec),
  ];
}

/** What is wrong with the further settings of a spec; these do not stop the server. */
export function lintSpecSettings({ spec }: Pick<Fhir, 'spec'>): SettingsLint {
  return lintSettings(spec.settings, [
    ...Object.keys(serverSettings(spec)),
    ...secretSettings(spec).map(({ key }) => key),
  ]);
}

function gatewayIssues(
  fhir: Pick<Fhir, 'spec'>,
  settings: OperatorSettings,
): FieldIssue[] {
  const { type } = fhir.spec.exposure;
  if (type !== 'HTTPRoute' || gatewayOf(fhir, settings)) return [];
  return [
    {
      field: 'spec.exposure.gateway',
      value: '',
      message: 'is missing, and the operator has no gateway of its own',
      remedy: 'name a gateway, or choose exposure.type Ingress',
    },
  ];
}

function schemaIssues(
  { spec }: Pick<Fhir, 'spec'>,
  { schemaManagerImage }: OperatorSettings,
): FieldIssue[] {
  if (spec.database.schemaUpgrades !== 'Job' || schemaManagerImage) return [];
  return [
    {
      field: 'spec.database.schemaUpgrades',
      value: '"Job"',
      message:
        'needs an image that upgrades the schema, and the operator has none',
      remedy:
        'choose Automatic or External, or let the platform team set schemaManagerImage',
    },
  ];
}
