import { fhirVersions } from './fhirModel';
import type { FhirCall, ServerContext } from './serverContext';

const definitions = 'http://hl7.org/fhir/uv/bulkdata/OperationDefinition';

/** `/metadata`: what this server is and which features its configuration turned on. */
export function capabilityStatement(context: ServerContext, call: FhirCall) {
  const { configuration, version, softwareVersion } = context;
  const interaction = [
    { code: 'search-system' },
    { code: 'history-system' },
    ...(configuration.flag('FhirServer:CoreFeatures:SupportsBatch')
      ? [{ code: 'batch' }]
      : []),
    ...(configuration.flag('FhirServer:CoreFeatures:SupportsTransaction')
      ? [{ code: 'transaction' }]
      : []),
  ];
  return {
    resourceType: 'CapabilityStatement',
    url: context.firstMetadataUrl,
    version: softwareVersion,
    name: 'Microsoft FHIR Server Capability Statement',
    status: 'active',
    experimental: true,
    date: new Date(context.clock.now()).toISOString(),
    publisher: 'Microsoft',
    kind: 'instance',
    software: {
      name: softwareName(
        configuration.text('FhirServer:CoreFeatures:SoftwareName'),
      ),
      version: softwareVersion,
    },
    implementation: {
      description: 'Microsoft FHIR Server (sandbox)',
      url: call.baseUrl,
    },
    fhirVersion: fhirVersions[version],
    format: ['json', 'application/fhir+json'],
    patchFormat: ['application/fhir+json', 'application/json-patch+json'],
    rest: [
      {
        mode: 'server',
        ...security(context),
        resource: context.model.resourceTypes.map(type =>
          resource(context, type),
        ),
        interaction,
        operation: operations(context, call.baseUrl),
      },
    ],
  };
}

function softwareName(configured: string | undefined): string {
  return configured && !configured.startsWith('(')
    ? configured
    : 'Microsoft FHIR Server';
}

function security({ configuration }: ServerContext) {
  if (!configuration.flag('FhirServer:Security:Enabled')) return {};
  const authority = configuration.text(
    'FhirServer:Security:Authentication:Authority',
  );
  const base = authority?.replace(/\/v2\.0\/?$/, '') ?? '';
  return {
    security: {
      extension: [
        {
          url: 'http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris',
          extension: [
            { url: 'token', valueUri: `${base}/oauth2/v2.0/token` },
            { url: 'authorize', valueUri: `${base}/oauth2/v2.0/authorize` },
          ],
        },
      ],
      service: [
        {
          coding: [
            {
              system:
                'http://terminology.hl7.org/CodeSystem/restful-security-service',
              code: 'OAuth',
            },
          ],
          text: 'OAuth',
        },
      ],
    },
  };
}

function resource({ configuration, model }: ServerContext, type: string) {
  const overrides = configuration.section(
    'FhirServer:CoreFeatures:Versioning:ResourceTypeOverrides',
  );
  return {
    type,
    profile: `http://hl7.org/fhir/StructureDefinition/${type}`,
    interaction: [
      'create',
      'read',
      'update',
      'patch',
      'delete',
      'search-type',
      'history-type',
      'history-instance',
      'vread',
    ].map(code => ({ code })),
    versioning:
      overrides.get(type) ??
      configuration.text('FhirServer:CoreFeatures:Versioning:Default'),
    readHistory: true,
    updateCreate: true,
    conditionalCreate: true,
    conditionalRead: 'not-supported',
    conditionalUpdate: true,
    conditionalDelete: 'single',
    searchInclude: ['*'],
    searchParam: [...model.searchParametersOf(type).values()].map(
      ({ code, type: kind }) => ({ name: code, type: kind }),
    ),
  };
}

function operations({ configuration }: ServerContext, baseUrl: string) {
  const own = `${baseUrl}/OperationDefinition`;
  const on = (key: string) =>
    configuration.flag(`FhirServer:Operations:${key}:Enabled`);
  const listed = [
    ...(on('Export')
      ? [
          ['export', `${definitions}/export`],
          ['patient-export', `${definitions}/patient-export`],
          ['group-export', `${definitions}/group-export`],
        ]
      : []),
    ...(on('Import') ? [['import', `${own}/import`]] : []),
    ...(on('Reindex')
      ? [
          ['reindex', `${own}/reindex`],
          ['resource-reindex', `${own}/resource-reindex`],
        ]
      : []),
    ...(on('ConvertData') ? [['convert-data', `${own}/convert-data`]] : []),
    ...(on('BulkDelete') ? [['bulk-delete', `${own}/bulk-delete`]] : []),
    ...(on('BulkUpdate') ? [['bulk-update', `${own}/bulk-update`]] : []),
    ['versions', `${own}/versions`],
  ];
  return listed.map(([name, definition]) => ({ name, definition }));
}
