import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type {
  ActionContext,
  TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { createMockActionContext } from '@backstage/plugin-scaffolder-node-test-utils';
import type { JsonObject, JsonValue } from '@backstage/types';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { parseFleetConfig } from '@fhir-on-aks/plugin-fhir-common';
import { InstanceAccess } from '@fhir-on-aks/plugin-fhir-node';
import {
  FakeManagedIdentities,
  FakeOperator,
  ManualClock,
  sampleCluster,
} from '@fhir-on-aks/provision/testing';
import type { ActionDependencies } from '../ActionDependencies';

/** The `fhir` section of the configuration that tests run with. */
export const sampleFleet = {
  clusters: [
    {
      name: 'aks-weu',
      title: 'AKS West Europe',
      namespaces: ['cardiology'],
      hostPattern: '{name}.{namespace}.fhir.example.org',
      urlPattern: 'https://{host}',
      databaseServer: 'sql-fhir.database.windows.net',
      authority: 'https://login.example.org/v2.0',
      audiencePattern: 'api://{name}',
    },
  ],
};

/** How a run differs from a plain one. */
type RunOptions = Partial<
  Pick<ActionContext<JsonObject>, 'isDryRun' | 'signal' | 'user'>
>;

/** Where a test runs actions: a cluster with an operator, Azure, a policy, and a task that remembers its checkpoints. */
export class TaskStage {
  readonly cluster = new FakeCluster();
  readonly identities = new FakeManagedIdentities();
  readonly operator: FakeOperator;
  readonly clock = new ManualClock({ skipUpTo: 60_000 });
  readonly auditor = mockServices.auditor.mock();
  readonly checkpoints = new Map<string, JsonValue | void>();
  /** What the policy says of every permission. */
  decision: PolicyDecision = { result: AuthorizeResult.ALLOW };
  log: string[] = [];
  outputs: Record<string, unknown> = {};

  constructor() {
    this.cluster.seed(...sampleCluster());
    this.operator = new FakeOperator(this.cluster);
  }

  /** What the actions are made with. */
  get dependencies(): ActionDependencies {
    const permissions = mockServices.permissions.mock({
      authorize: async () => [
        {
          result:
            this.decision.result === AuthorizeResult.ALLOW
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        },
      ],
      authorizeConditional: async () => [this.decision],
    });
    return {
      fleet: parseFleetConfig(sampleFleet),
      clusters: { get: () => this.cluster },
      identitiesOf: () => this.identities,
      access: new InstanceAccess({ permissions }),
      auditor: this.auditor,
      clock: this.clock,
    };
  }

  /** Runs an action as a task does; checkpoints of earlier runs answer, as they do when a task is tried again. */
  async run(
    create: (dependencies: ActionDependencies) => TemplateAction,
    input: JsonObject,
    options: RunOptions = {},
  ): Promise<void> {
    this.log = [];
    this.outputs = {};
    const logger = mockServices.logger.mock({
      info: message => this.log.push(message),
    });
    await create(this.dependencies).handler({
      ...createMockActionContext({
        input,
        user: { ref: 'user:default/ada' },
        workspacePath: '/nowhere',
      }),
      logger,
      getInitiatorCredentials: async () => mockCredentials.user(),
      output: (name, value) => {
        this.outputs[name] = value;
      },
      checkpoint: async ({ key, fn }) => {
        if (!this.checkpoints.has(key)) this.checkpoints.set(key, await fn());
        return JSON.parse(JSON.stringify(this.checkpoints.get(key)));
      },
      ...options,
    });
  }

  /** How a run ended that must not succeed. */
  async failure(...run: Parameters<TaskStage['run']>): Promise<Error> {
    const outcome = await this.run(...run).then(
      () => new Error('it succeeded'),
      (error: unknown) => error,
    );
    if (outcome instanceof Error) return outcome;
    throw outcome;
  }

  /** Ends what runs in the background. */
  stop(): Promise<void> {
    return this.operator.stop();
  }
}
