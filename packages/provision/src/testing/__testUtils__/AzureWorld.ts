import { FakeCluster } from '@fhir-on-aks/kube/testing';
import {
  createAzureEmulator,
  createCertificates,
  type ArmFault,
  type AzureEmulator,
  type Certificates,
} from '@fhir-on-aks/sandbox-azure';
import { deprovisionFhir } from '../../deprovisionFhir';
import type { ProvisionDependencies } from '../../ProvisionDependencies';
import { azureManagedIdentities } from '../../providers/azure/azureManagedIdentities';
import { provisionFhir } from '../../provisionFhir';
import type { StepReport } from '../../Step';
import { updateFhir } from '../../updateFhir';
import { FakeOperator } from '../FakeOperator';
import { Killer } from './Killer';
import { ManualClock } from '../ManualClock';
import { sampleCluster, sampleRequest } from '../samples';

const { target } = sampleRequest();
const withoutIdentity = sampleRequest({
  identity: { type: 'None' },
  database: {
    server: 'sql-fhir.database.windows.net',
    name: 'cardio',
    authentication: 'Secret',
    connectionStringSecret: { name: 'sql', key: 'value' },
  },
});

/** How one run differs from the others. */
interface RunOptions {
  killer?: Killer;
  clientSecret?: string;
}

/** A cluster in memory beside Azure Resource Manager on loopback, reached by the real Azure clients over https. */
export class AzureWorld {
  cluster = new FakeCluster();
  clock = new ManualClock();
  private operator?: FakeOperator;
  private reports: StepReport[] = [];

  private constructor(
    readonly azure: AzureEmulator,
    private readonly endpoint: string,
    private readonly tls: Certificates,
  ) {}

  /** Starts Azure; `reset` makes the rest. */
  static async start(): Promise<AzureWorld> {
    const tls = await createCertificates();
    const azure = createAzureEmulator({ tls, federatedWriteMilliseconds: 0 });
    const { url } = await azure.listen(0);
    return new AzureWorld(azure, url, tls);
  }

  /** A new cluster and an empty resource group; nothing fails. */
  async reset(): Promise<void> {
    await this.operator?.stop();
    this.azure.reset();
    this.azure.setFaults(undefined);
    this.cluster = new FakeCluster();
    this.cluster.seed(...sampleCluster());
    this.clock = new ManualClock({ skipUpTo: 60_000 });
    this.reports = [];
    this.operator = new FakeOperator(this.cluster);
  }

  async close(): Promise<void> {
    await this.operator?.stop();
    await this.azure.close();
  }

  /** The operations on one server. */
  readonly operations = {
    provision: (options?: RunOptions) =>
      provisionFhir(sampleRequest(), this.dependencies(options)),
    provisionWithoutIdentity: (options?: RunOptions) =>
      provisionFhir(withoutIdentity, this.dependencies(options)),
    update: (options?: RunOptions) => this.update({ replicas: 3 }, options),
    updateIdentity: (options?: RunOptions) =>
      this.update(
        {
          identity: { type: 'WorkloadIdentity' },
          database: { authentication: 'WorkloadIdentity' },
        },
        options,
      ),
    deprovision: (options?: RunOptions) =>
      deprovisionFhir({ target }, this.dependencies(options)),
  };

  /** Request number `at` from now on (the first is 0) fails once. */
  failAt(at: number, fault: ArmFault | undefined): void {
    this.fail(index => index === at, fault);
  }

  /** Every request from number `at` on fails. */
  failFrom(at: number, fault: ArmFault): void {
    this.fail(index => index >= at, fault);
  }

  /** What the runs have told. */
  messages(): string[] {
    return this.reports.map(({ message }) => message);
  }

  /** The world without ids that are drawn by lot; says whether the Fhir names the identity that exists. */
  summary() {
    const { identities, roleAssignments } = this.azure.state;
    const identity = identities[0];
    const fhir = this.cluster.objects('Fhir')[0];
    return {
      identities: identities.map(({ name, tags }) => [name, tags]),
      credentials: identities.flatMap(one =>
        one.federatedCredentials.map(({ subject }) => subject),
      ),
      roles: roleAssignments.map(
        ({ scope, principalId }) =>
          `${scope} ${principalId === identity?.principalId}`,
      ),
      fhirs: this.cluster.objects('Fhir').length,
      replicas: Object(fhir?.spec).replicas,
      identityNamed:
        Object(fhir?.spec).identity?.clientId === identity?.clientId,
      pods: this.cluster.objects('Pod').length,
    };
  }

  /** The role that every identity gets. */
  exportRole() {
    return {
      scope: `/subscriptions/${this.azure.state.subscriptionId}/resourceGroups/rg-fhir/providers/Microsoft.Storage/storageAccounts/stfhir`,
      role: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe',
    };
  }

  private update(changes: Record<string, unknown>, options?: RunOptions) {
    return updateFhir({ target, changes }, this.dependencies(options));
  }

  private fail(
    when: (index: number) => boolean,
    fault: ArmFault | undefined,
  ): void {
    let seen = 0;
    this.azure.setFaults(() => (when(seen++) ? fault : undefined));
  }

  private dependencies({
    killer = new Killer(),
    clientSecret = this.azure.state.clientSecret,
  }: RunOptions = {}): ProvisionDependencies {
    const { subscriptionId, tenantId, clientId } = this.azure.state;
    const identities = azureManagedIdentities(
      {
        subscriptionId,
        tenantId,
        clientId,
        clientSecret,
        resourceGroup: 'rg-fhir',
        location: 'westeurope',
        oidcIssuer: 'https://oidc.example.org/one/',
        endpoint: this.endpoint,
        authorityHost: this.endpoint,
        roleAssignments: [this.exportRole()],
      },
      { ca: this.tls.ca, policies: [killer.policy] },
    );
    return {
      cluster: killer.cluster(this.cluster),
      identities,
      onStep: report => this.reports.push(report),
      clock: this.clock,
    };
  }
}
