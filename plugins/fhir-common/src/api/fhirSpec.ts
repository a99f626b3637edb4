import { z } from 'zod';
import { withRules } from './rules';

const Mode = z.enum(['Enabled', 'Disabled']);
const DnsLabel = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
const HostName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
const HttpsUrl = z
  .string()
  .min(8)
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/);
const Guid = z
  .string()
  .max(36)
  .regex(
    /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  );
const ResourceQuantity = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/);
const immutable = (what: string) => [
  {
    rule: 'self == oldSelf',
    message: `${what} cannot be changed: make a new Fhir and move the data`,
  },
];

const SecretKey = z.object({
  name: DnsLabel.meta({
    title: 'Secret',
    description: 'Name of a Secret in the namespace of the Fhir.',
  }),
  key: z
    .string()
    .min(1)
    .max(253)
    .meta({ title: 'Key', description: 'Key inside the Secret.' }),
});

const Image = z.object({
  repository: z
    .string()
    .min(1)
    .max(255)
    .optional()
    .meta({
      title: 'Repository',
      description:
        'Image repository. Left out: the operator setting for the FHIR version.',
      examples: ['mcr.microsoft.com/healthcareapis/r4-fhir-server'],
    }),
  tag: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .meta({ title: 'Tag', description: 'Image tag.', examples: ['4.0.684'] }),
  digest: z
    .string()
    .max(71)
    .regex(/^sha256:[0-9a-f]{64}$/)
    .optional()
    .meta({
      title: 'Digest',
      description: 'Pins the image; wins over the tag.',
    }),
  pullSecrets: z.array(DnsLabel).max(8).optional().meta({
    title: 'Pull secrets',
    description: 'Secrets for a private registry.',
  }),
});

const Autoscaling = withRules(
  z.object({
    minReplicas: z
      .int()
      .min(1)
      .max(100)
      .meta({ title: 'At least', description: 'Fewest pods.' }),
    maxReplicas: z
      .int()
      .min(1)
      .max(100)
      .meta({ title: 'At most', description: 'Most pods.' }),
    targetCpuPercent: z.int().min(1).max(100).default(70).meta({
      title: 'Target CPU',
      description:
        'Average CPU use, in percent of the request, above which a pod is added.',
    }),
  }),
  [
    {
      rule: 'self.minReplicas <= self.maxReplicas',
      message: 'minReplicas must not be greater than maxReplicas',
      path: ['minReplicas'],
      holds: a => a.minReplicas <= a.maxReplicas,
    },
  ],
);

const Resources = z.object({
  cpuRequest: ResourceQuantity.optional().meta({
    title: 'CPU request',
    description: 'CPU kept free for a pod.',
    examples: ['500m'],
  }),
  cpuLimit: ResourceQuantity.optional().meta({
    title: 'CPU limit',
    description: 'Most CPU of a pod.',
    examples: ['2'],
  }),
  memoryRequest: ResourceQuantity.optional().meta({
    title: 'Memory request',
    description: 'Memory kept free for a pod.',
    examples: ['1Gi'],
  }),
  memoryLimit: ResourceQuantity.optional().meta({
    title: 'Memory limit',
    description: 'Most memory of a pod.',
    examples: ['2Gi'],
  }),
});

const Identity = withRules(
  z.object({
    type: z.enum(['WorkloadIdentity', 'PodIdentity', 'None']).meta({
      title: 'Identity',
      description:
        'How the pods sign in to Azure. PodIdentity (AAD Pod Identity) is retired upstream: for older clusters only.',
    }),
    name: DnsLabel.optional().meta({
      title: 'Identity name',
      description: 'Name of the managed identity in Azure.',
    }),
    clientId: Guid.optional().meta({
      title: 'Client id',
      description: 'Client id of the managed identity.',
    }),
    tenantId: Guid.optional().meta({
      title: 'Tenant id',
      description: 'Entra tenant. Left out: the tenant of the cluster.',
    }),
    resourceId: z
      .string()
      .max(512)
      .regex(/^\/subscriptions\/[^\s]+$/)
      .optional()
      .meta({
        title: 'Resource id',
        description:
          'Azure resource id of the managed identity; PodIdentity needs it.',
      }),
  }),
  [
    {
      rule: "self.type == 'None' || has(self.clientId)",
      message: 'identity.clientId is required unless identity.type is None',
      path: ['clientId'],
      holds: i => i.type === 'None' || i.clientId !== undefined,
    },
    {
      rule: "self.type != 'PodIdentity' || has(self.resourceId)",
      message:
        'identity.resourceId is required when identity.type is PodIdentity',
      path: ['resourceId'],
      holds: i => i.type !== 'PodIdentity' || i.resourceId !== undefined,
    },
  ],
);

const Database = withRules(
  z.object({
    server: HostName.meta({
      title: 'SQL server',
      description:
        'Host name of the Azure SQL server. Cannot be changed later.',
      examples: ['sql-fhir.database.windows.net'],
      'x-kubernetes-validations': immutable('database.server'),
    }),
    name: z
      .string()
      .min(1)
      .max(128)
      .regex(/^[A-Za-z0-9_][-A-Za-z0-9_]*$/)
      .meta({
        title: 'Database',
        description:
          'Name of the database on that server. Cannot be changed later.',
        examples: ['fhir-cardio'],
        'x-kubernetes-validations': immutable('database.name'),
      }),
    authentication: z
      .enum(['WorkloadIdentity', 'ManagedIdentity', 'Secret'])
      .default('WorkloadIdentity')
      .meta({
        title: 'Database sign-in',
        description:
          'WorkloadIdentity and ManagedIdentity use the identity of the pods; Secret reads a connection string.',
      }),
    connectionStringSecret: SecretKey.optional().meta({
      title: 'Connection string',
      description: 'Where the connection string is when the sign-in is Secret.',
    }),
    maxPoolSize: z.int().min(1).max(1000).default(100).meta({
      title: 'Connections',
      description: 'Most connections to the database per pod.',
    }),
    schemaUpgrades: z
      .enum(['Automatic', 'Job', 'External'])
      .default('Automatic')
      .meta({
        title: 'Schema upgrades',
        description:
          'Automatic: the server upgrades itself. Job: before each rollout. External: somebody else does it.',
      }),
  }),
  [
    {
      rule: "self.authentication != 'Secret' || has(self.connectionStringSecret)",
      message:
        'database.connectionStringSecret is required when database.authentication is Secret',
      path: ['connectionStringSecret'],
      holds: d =>
        d.authentication !== 'Secret' || d.connectionStringSecret !== undefined,
    },
  ],
);

const Security = withRules(
  z.object({
    mode: Mode.meta({
      title: 'Sign-in',
      description:
        'Enabled: every request needs a token. Disabled: anyone who reaches the server reads and writes everything.',
    }),
    authority: HttpsUrl.optional().meta({
      title: 'Authority',
      description: 'OpenID Connect issuer of the tokens.',
      examples: ['https://login.microsoftonline.com/<tenant>/v2.0'],
    }),
    audience: z
      .string()
      .min(1)
      .max(512)
      .optional()
      .meta({
        title: 'Audience',
        description: 'The audience that a token must carry.',
        examples: ['api://fhir-cardio'],
      }),
    smartOnFhir: Mode.default('Disabled').meta({
      title: 'SMART on FHIR',
      description: 'SMART on FHIR scopes and endpoints.',
    }),
    rolesClaim: z.string().min(1).max(128).default('roles').meta({
      title: 'Roles claim',
      description: 'Token claim that lists the roles.',
    }),
    scopesClaims: z
      .array(z.string().min(1).max(128))
      .max(8)
      .default(['scp', 'scope'])
      .meta({
        title: 'Scope claims',
        description: 'Token claims that list the scopes, the first found wins.',
      }),
  }),
  [
    {
      rule: "self.mode == 'Disabled' || has(self.authority)",
      message: 'security.authority is required when security.mode is Enabled',
      path: ['authority'],
      holds: s => s.mode === 'Disabled' || s.authority !== undefined,
    },
    {
      rule: "self.mode == 'Disabled' || has(self.audience)",
      message: 'security.audience is required when security.mode is Enabled',
      path: ['audience'],
      holds: s => s.mode === 'Disabled' || s.audience !== undefined,
    },
  ],
);

const DataAction = z.enum([
  'read',
  'write',
  'create',
  'update',
  'delete',
  'hardDelete',
  'export',
  'import',
  'resourceValidate',
  'reindex',
  'convertData',
  'editProfileDefinitions',
  'searchParameter',
  'bulkOperator',
  'smart',
  '*',
]);

const Role = z.object({
  name: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z][-A-Za-z0-9_.]*$/)
    .meta({ title: 'Role', description: 'Role as it stands in the token.' }),
  dataActions: z.array(DataAction).min(1).max(16).meta({
    title: 'May',
    description: 'What the role may do; * is everything.',
  }),
  notDataActions: z
    .array(DataAction)
    .max(16)
    .default([])
    .meta({ title: 'May not', description: 'Taken away from the above.' }),
});

const Authorization = z.object({
  mode: Mode.default('Enabled').meta({
    title: 'Roles',
    description: 'Whether roles decide what a caller may do. Needs sign-in.',
  }),
  roles: z
    .array(Role)
    .max(32)
    .optional()
    .meta({
      title: 'Roles',
      description:
        'Left out: the roles of the server (globalReader, globalWriter, globalAdmin, globalExporter …).',
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    }),
});

const Audit = z.object({
  customHeaderPrefix: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[A-Za-z][-A-Za-z0-9]*$/)
    .optional()
    .meta({
      title: 'Audit header prefix',
      description:
        'Request headers with this prefix are written to the audit log.',
      examples: ['X-MS-AZUREFHIR-AUDIT-'],
    }),
  principalClaims: z
    .array(z.string().min(1).max(128))
    .max(16)
    .optional()
    .meta({
      title: 'Principal claims',
      description: 'Token claims that are written to the audit log.',
      examples: [['oid', 'appid']],
    }),
  format: z
    .enum(['Text', 'Json'])
    .default('Json')
    .meta({ title: 'Log format', description: 'Format of the log lines.' }),
});

const Telemetry = withRules(
  z.object({
    provider: z
      .enum(['None', 'ApplicationInsights', 'OpenTelemetry'])
      .default('None')
      .meta({
        title: 'Telemetry',
        description: 'Where traces and metrics go.',
      }),
    connectionStringSecret: SecretKey.optional().meta({
      title: 'Connection string',
      description: 'Where the Application Insights connection string is.',
    }),
    prometheus: Mode.default('Disabled').meta({
      title: 'Prometheus',
      description: 'Metrics for Prometheus on their own port.',
    }),
  }),
  [
    {
      rule: "self.provider == 'None' || has(self.connectionStringSecret)",
      message:
        'telemetry.connectionStringSecret is required unless telemetry.provider is None',
      path: ['connectionStringSecret'],
      holds: t =>
        t.provider === 'None' || t.connectionStringSecret !== undefined,
    },
  ],
);

const Storage = (what: 'export' | 'import') =>
  withRules(
    z.object({
      mode: Mode.default('Disabled').meta({
        title: what === 'export' ? 'Export' : 'Import',
        description: `Bulk ${what} ($${what}).`,
      }),
      storageAccountUri: HttpsUrl.optional().meta({
        title: 'Storage account',
        description: `Blob endpoint that ${what} uses.`,
        examples: ['https://stfhir.blob.core.windows.net'],
      }),
    }),
    [
      {
        rule: "self.mode == 'Disabled' || has(self.storageAccountUri)",
        message: `${what}.storageAccountUri is required when ${what}.mode is Enabled`,
        path: ['storageAccountUri'],
        holds: s => s.mode === 'Disabled' || s.storageAccountUri !== undefined,
      },
    ],
  );

const Reindex = z.object({
  mode: Mode.default('Enabled').meta({
    title: 'Reindex',
    description: 'Reindex jobs ($reindex) after new search parameters.',
  }),
  batchSize: z
    .int()
    .min(1)
    .max(50_000)
    .optional()
    .meta({ title: 'Batch size', description: 'Resources per reindex query.' }),
  maximumConcurrency: z.int().min(1).max(64).optional().meta({
    title: 'Parallel queries',
    description: 'Reindex queries at one time.',
  }),
});

const ConvertData = z.object({
  mode: Mode.default('Disabled').meta({
    title: 'Convert data',
    description: 'HL7 v2, C-CDA, JSON to FHIR ($convert-data).',
  }),
  registries: z
    .array(HostName)
    .max(16)
    .default([])
    .meta({
      title: 'Template registries',
      description: 'Container registries that hold conversion templates.',
      examples: [['acrfhir.azurecr.io']],
    }),
});

const BulkOperation = (title: string, operation: string) =>
  z.object({
    mode: Mode.default('Disabled').meta({
      title,
      description: `Bulk operation ${operation}.`,
    }),
  });

const Cors = withRules(
  z.object({
    mode: Mode.default('Disabled').meta({
      title: 'CORS',
      description: 'Whether browsers of other sites may call the server.',
    }),
    origins: z
      .array(z.string().min(1).max(253))
      .max(64)
      .default([])
      .meta({
        title: 'Origins',
        description: 'Allowed origins; * is any.',
        examples: [['https://app.example.org']],
      }),
    headers: z.array(z.string().min(1).max(128)).max(64).default([]).meta({
      title: 'Headers',
      description: 'Allowed request headers; * is any.',
    }),
    methods: z
      .array(
        z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']),
      )
      .max(7)
      .default([])
      .meta({
        title: 'Methods',
        description: 'Allowed methods; empty is all.',
      }),
    maxAgeSeconds: z.int().min(0).max(86_400).default(600).meta({
      title: 'Cache',
      description: 'Seconds that a browser may keep the answer.',
    }),
    credentials: Mode.default('Disabled').meta({
      title: 'Credentials',
      description: 'Whether cookies and client certificates are sent.',
    }),
  }),
  [
    {
      rule: "self.mode == 'Disabled' || self.credentials == 'Disabled' || !self.origins.exists(o, o == '*')",
      message:
        'cors.origins must not contain * when cors.credentials is Enabled',
      path: ['origins'],
      holds: c =>
        c.mode === 'Disabled' ||
        c.credentials === 'Disabled' ||
        !c.origins.includes('*'),
    },
    {
      rule: "self.mode == 'Disabled' || size(self.origins) > 0",
      message:
        'cors.origins needs at least one origin when cors.mode is Enabled',
      path: ['origins'],
      holds: c => c.mode === 'Disabled' || c.origins.length > 0,
    },
  ],
);

const Throttling = z.object({
  mode: Mode.default('Disabled').meta({
    title: 'Throttling',
    description: 'Refuse requests (429) above a limit.',
  }),
  concurrentRequestLimit: z.int().min(1).max(10_000).default(50).meta({
    title: 'Parallel requests',
    description: 'Requests at one time per pod.',
  }),
  maxQueueSize: z
    .int()
    .min(0)
    .max(10_000)
    .default(0)
    .meta({ title: 'Queue', description: 'Requests that may wait.' }),
  maxMillisecondsInQueue: z.int().min(0).max(60_000).default(0).meta({
    title: 'Queue time',
    description: 'Milliseconds that a request may wait.',
  }),
});

const Bundles = z.object({
  entryLimit: z.int().min(1).max(10_000).default(500).meta({
    title: 'Bundle entries',
    description: 'Most entries of one bundle.',
  }),
  parallelTransactions: Mode.default('Disabled').meta({
    title: 'Parallel transactions',
    description: 'Process the entries of a transaction in parallel.',
  }),
});

const VersionPolicy = z.enum(['versioned', 'no-version', 'versioned-update']);

const Versioning = z.object({
  default: VersionPolicy.default('versioned').meta({
    title: 'Versioning',
    description: 'What happens to the old version of a resource.',
  }),
  resourceTypes: z
    .record(z.string().min(1).max(64), VersionPolicy)
    .optional()
    .meta({
      title: 'Per resource type',
      description: 'Another policy for single resource types.',
      examples: [{ Observation: 'no-version' }],
      maxProperties: 200,
    }),
});

const Exposure = withRules(
  z.object({
    type: z.enum(['Ingress', 'HTTPRoute', 'None']).default('Ingress').meta({
      title: 'Exposure',
      description: 'How the server is reached from outside.',
    }),
    host: HostName.optional().meta({
      title: 'Host name',
      description: 'Public host name.',
      examples: ['cardio.fhir.example.org'],
    }),
    className: DnsLabel.optional().meta({
      title: 'Ingress class',
      description: 'Left out: the operator setting.',
    }),
    gateway: z
      .object({
        name: DnsLabel.meta({
          title: 'Gateway',
          description: 'Name of the Gateway.',
        }),
        namespace: DnsLabel.meta({
          title: 'Namespace',
          description: 'Namespace of the Gateway.',
        }),
      })
      .optional()
      .meta({
        title: 'Gateway',
        description: 'For HTTPRoute. Left out: the operator setting.',
      }),
    tls: z
      .object({
        secretName: DnsLabel.optional().meta({
          title: 'TLS secret',
          description:
            'Secret with the certificate. Left out: made from the name.',
        }),
        clusterIssuer: DnsLabel.optional().meta({
          title: 'Issuer',
          description:
            'cert-manager ClusterIssuer. Left out: the operator setting.',
        }),
      })
      .optional()
      .meta({ title: 'TLS', description: 'Left out: the operator setting.' }),
    annotations: z
      .record(z.string().min(1).max(253), z.string().max(1024))
      .optional()
      .meta({
        title: 'Annotations',
        description: 'Further annotations of the Ingress or HTTPRoute.',
        maxProperties: 32,
      }),
  }),
  [
    {
      rule: "self.type == 'None' || has(self.host)",
      message: 'exposure.host is required unless exposure.type is None',
      path: ['host'],
      holds: e => e.type === 'None' || e.host !== undefined,
    },
  ],
);

/**
 * What a person decides about a FHIR server. One definition: the CRD, the forms, the action schemas,
 * `fhirctl explain` and the configuration reference are generated from it.
 */
export const FhirSpec = withRules(
  z.object({
    fhirVersion: z.enum(['Stu3', 'R4', 'R4B', 'R5']).meta({
      title: 'FHIR version',
      description:
        'R4 is the one most systems speak. R4B is no longer built upstream. Cannot be changed later.',
      'x-kubernetes-validations': immutable('fhirVersion'),
    }),
    image: Image.prefault({}).meta({
      title: 'Image',
      description: 'Which build of the server runs.',
    }),
    size: z
      .enum(['Small', 'Medium', 'Large'])
      .default('Small')
      .meta({ title: 'Size', description: 'CPU and memory of a pod.' }),
    resources: Resources.optional().meta({
      title: 'Resources',
      description: 'Single values that differ from the size.',
    }),
    replicas: z.int().min(0).max(100).optional().meta({
      title: 'Replicas',
      description: 'Pods; 0 puts the server to sleep.',
    }),
    autoscaling: Autoscaling.optional().meta({
      title: 'Autoscaling',
      description: 'Instead of replicas.',
    }),
    identity: Identity.meta({
      title: 'Identity',
      description: 'The Azure identity of the pods.',
    }),
    database: Database.meta({
      title: 'Database',
      description: 'Where the data lives. It is never deleted.',
    }),
    security: Security.meta({
      title: 'Security',
      description: 'Who may call the server.',
    }),
    authorization: Authorization.prefault({}).meta({
      title: 'Authorization',
      description: 'What a caller may do.',
    }),
    audit: Audit.prefault({}).meta({
      title: 'Audit',
      description: 'The audit log; it is always on.',
    }),
    telemetry: Telemetry.prefault({}).meta({
      title: 'Telemetry',
      description: 'Traces and metrics.',
    }),
    export: Storage('export').prefault({}).meta({
      title: 'Export',
      description: 'Bulk export to a storage account.',
    }),
    import: Storage('import').prefault({}).meta({
      title: 'Import',
      description: 'Bulk import from a storage account.',
    }),
    reindex: Reindex.prefault({}).meta({
      title: 'Reindex',
      description: 'Reindex jobs.',
    }),
    convertData: ConvertData.prefault({}).meta({
      title: 'Convert data',
      description: 'Conversion to FHIR.',
    }),
    bulkDelete: BulkOperation('Bulk delete', '$bulk-delete').prefault({}).meta({
      title: 'Bulk delete',
      description: 'Delete many resources in one job.',
    }),
    bulkUpdate: BulkOperation('Bulk update', '$bulk-update').prefault({}).meta({
      title: 'Bulk update',
      description: 'Update many resources in one job.',
    }),
    cors: Cors.prefault({}).meta({
      title: 'CORS',
      description: 'Calls from browsers of other sites.',
    }),
    throttling: Throttling.prefault({}).meta({
      title: 'Throttling',
      description: 'Limits on parallel requests.',
    }),
    bundles: Bundles.prefault({}).meta({
      title: 'Bundles',
      description: 'Limits on bundles.',
    }),
    versioning: Versioning.prefault({}).meta({
      title: 'Versioning',
      description: 'History of resources.',
    }),
    exposure: Exposure.meta({
      title: 'Exposure',
      description: 'How the server is reached.',
    }),
    networkPolicy: z
      .object({
        mode: Mode.default('Disabled').meta({
          title: 'Network policy',
          description: 'Only the ingress controller reaches the pods.',
        }),
      })
      .prefault({})
      .meta({
        title: 'Network policy',
        description: 'Who reaches the pods inside the cluster.',
      }),
    settings: z
      .record(z.string().min(1).max(253), z.string().max(4096))
      .optional()
      .meta({
        title: 'Further settings',
        description:
          'Server settings by key, for what has no field here. Unknown and dead keys are named in a condition.',
        examples: [
          { 'FhirServer:CoreFeatures:DefaultItemCountPerSearch': '20' },
        ],
        maxProperties: 100,
      }),
    deletionProtection: Mode.default('Disabled').meta({
      title: 'Deletion protection',
      description: 'Enabled: the Fhir cannot be deleted.',
    }),
    reconcilePolicy: z.enum(['Manage', 'Pause']).default('Manage').meta({
      title: 'Reconcile',
      description: 'Pause: the operator leaves everything as it is.',
    }),
  }),
  [
    {
      rule: '!(has(self.replicas) && has(self.autoscaling))',
      message: 'replicas and autoscaling exclude each other: set one of them',
      path: ['replicas'],
      holds: s => !(s.replicas !== undefined && s.autoscaling !== undefined),
    },
    {
      rule: "self.database.authentication != 'WorkloadIdentity' || self.identity.type == 'WorkloadIdentity'",
      message:
        'database.authentication WorkloadIdentity needs identity.type WorkloadIdentity',
      path: ['database', 'authentication'],
      holds: s =>
        s.database.authentication !== 'WorkloadIdentity' ||
        s.identity.type === 'WorkloadIdentity',
    },
    {
      rule: "self.database.authentication != 'ManagedIdentity' || self.identity.type == 'PodIdentity'",
      message:
        'database.authentication ManagedIdentity needs identity.type PodIdentity',
      path: ['database', 'authentication'],
      holds: s =>
        s.database.authentication !== 'ManagedIdentity' ||
        s.identity.type === 'PodIdentity',
    },
  ],
);

/** A complete spec: every default is filled in. */
export type FhirSpec = z.output<typeof FhirSpec>;
/** A spec as a person writes it: what has a default may be left out. */
export type FhirSpecInput = z.input<typeof FhirSpec>;
/** `Enabled` or `Disabled`. */
export type Mode = z.infer<typeof Mode>;
/** What a role may do; upstream's data actions. */
export type DataAction = z.infer<typeof DataAction>;
