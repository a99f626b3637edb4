import {
  FHIR_API_VERSION,
  FleetConfig,
  OperatorSettings,
  fhirSpecSchema,
  jsonSchemaOf,
} from '@fhir-on-aks/plugin-fhir-common';
// A program has no contract to import from: its settings are read where they stand.
import { ProcessSettings } from '../../../packages/operator/src/config/operatorConfig';
import type { GeneratedFile } from '../generate';
import { referencePage } from './referencePage';

/** The configuration reference: every field of a Fhir, of the operator and of the portal. */
export function referenceFiles(): GeneratedFile[] {
  return [
    { path: 'docs/reference/fhir.md', content: fhirReference() },
    {
      path: 'docs/reference/operator-settings.md',
      content: operatorReference(),
    },
    { path: 'docs/reference/fleet-settings.md', content: fleetReference() },
  ];
}

function fhirReference(): string {
  return referencePage({
    title: 'The Fhir resource',
    introduction: [
      `\`apiVersion: ${FHIR_API_VERSION}\`, \`kind: Fhir\`. Every field of \`spec\`. The same text comes with \`kubectl explain fhir.spec\` and \`fhirctl explain\`; whole servers are in [examples](../../examples).`,
      'A field that is left out gets its default when the cluster stores the Fhir. Fields without a default and without **required** may stay out: then the settings of the fleet decide ([operator-settings.md](operator-settings.md)).',
    ],
    prefix: 'spec.',
    schema: fhirSpecSchema,
  });
}

function operatorReference(): string {
  const facts = jsonSchemaOf(OperatorSettings);
  const process = jsonSchemaOf(ProcessSettings);
  return referencePage({
    title: 'Settings of the operator',
    introduction: [
      'One YAML or JSON file, named by `--config`. All of it may be left out. An issue with any field ends the start with all issues at once, each with field, value and remedy.',
      'The first half are facts of the fleet: they may change at any time, and the operator brings every server to them. The second half (from `listen` on) is about the process. An example is [examples/fleet/operator.yaml](../../examples/fleet/operator.yaml).',
    ],
    prefix: '',
    schema: { properties: { ...facts.properties, ...process.properties } },
  });
}

function fleetReference(): string {
  return referencePage({
    title: 'Settings of the portal and of fhirctl',
    introduction: [
      'The section `fhir` of the app-config, and the file that `FHIRCTL_CONFIG` or `--config` names: which clusters there are, and where their managed identities live. An example is [examples/fleet/fhirctl.yaml](../../examples/fleet/fhirctl.yaml).',
    ],
    prefix: '',
    schema: jsonSchemaOf(FleetConfig),
  });
}
