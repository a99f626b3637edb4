import type {
  ClusterChoice,
  InstanceDetail,
  InstanceId,
  NameAvailability,
} from '@fhir-on-aks/plugin-fhir-common';
import { instance } from '../../fixtures/detail';
import { FixtureFhirApi } from '../../fixtures/FixtureFhirApi';

/** A cluster that can be chosen, with what differs. */
export function choice(difference: Partial<ClusterChoice> = {}): ClusterChoice {
  return {
    name: 'aks-weu',
    title: 'AKS West Europe',
    state: 'connected',
    namespaces: ['cardiology', 'radiology'],
    hostPattern: '{name}.{namespace}.fhir.example.org',
    urlPattern: 'https://{host}',
    defaults: {
      databaseServer: 'sql-fhir.database.windows.net',
      authority: 'https://login.example.org/v2.0',
      audiencePattern: 'api://{name}',
    },
    ...difference,
  };
}

/** The backend of the forms: clusters to choose from, names that are taken, servers that exist. */
export class FormBackend extends FixtureFhirApi {
  clusters: ClusterChoice[];
  /** What the backend says of a name, and of a host name; free when it is not here. */
  readonly answers = new Map<string, NameAvailability>();
  /** What the calls for clusters and names fail with. */
  down?: Error;

  constructor(
    options: { clusters?: ClusterChoice[]; instances?: InstanceDetail[] } = {},
  ) {
    super({ instances: options.instances ?? [instance()] });
    this.clusters = options.clusters ?? [choice()];
  }

  override async listClusters(): Promise<ClusterChoice[]> {
    this.calls.push('listClusters');
    if (this.down) throw this.down;
    return structuredClone(this.clusters);
  }

  override async checkName(
    id: InstanceId,
    host?: string,
  ): Promise<NameAvailability> {
    this.calls.push(['checkName', id, host].filter(Boolean).join(' '));
    if (this.down) throw this.down;
    return (
      this.answers.get(id) ??
      this.answers.get(host ?? '') ?? { available: true }
    );
  }
}
