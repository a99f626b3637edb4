import {
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { scaffolderActionsExtensionPoint } from '@backstage/plugin-scaffolder-node';
import type { JsonObject } from '@backstage/types';
import { FakeCluster } from '@fhir-on-aks/kube/testing';
import { connectClusterServiceRef } from '@fhir-on-aks/plugin-fhir-node';
import {
  FakeManagedIdentities,
  FakeOperator,
  sampleCluster,
} from '@fhir-on-aks/provision/testing';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import request from 'supertest';
import { parse } from 'yaml';
import scaffolderModuleFhir, { managedIdentitiesServiceRef } from '../index';
import { sampleFleet } from './TaskStage';

const ROOT = resolve(__dirname, '../../../..');

/** A template as it is shipped. */
export function shippedTemplate(name: string) {
  return parse(readFileSync(`${ROOT}/templates/${name}/template.yaml`, 'utf8'));
}

const shipped = ['fhir-instance', 'fhir-update', 'fhir-deprovision'];

/** How a task ended, and what the person saw. */
export interface TaskOutcome {
  id: string;
  status: string;
  output: JsonObject;
  log: string[];
  /** Number of the last event. */
  last: number;
}

/** A scaffolder with the shipped templates, on a cluster and an Azure in memory. */
export async function startTemplateStage() {
  const cluster = new FakeCluster();
  cluster.seed(...sampleCluster());
  const operator = new FakeOperator(cluster);
  const identities = new FakeManagedIdentities();
  const echoed: JsonObject[] = [];
  const backend = await startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleFhir,
      echoModule(echoed),
      catalogServiceMock.factory({ entities: shipped.map(shippedTemplate) }),
      mockServices.rootConfig.factory({ data: { fhir: sampleFleet } }),
      createServiceFactory({
        service: connectClusterServiceRef,
        deps: {},
        factory: () => () => cluster,
      }),
      createServiceFactory({
        service: managedIdentitiesServiceRef,
        deps: {},
        factory: () => () => identities,
      }),
    ],
  });
  const api = request(backend.server);

  async function create(template: string, values: object) {
    return api.post('/api/scaffolder/v2/tasks').send({
      templateRef: `template:default/${template}`,
      values,
    });
  }

  /** Follows the events of a task until it ends; the server answers when there are new ones. */
  async function outcome(id: string, after?: number): Promise<TaskOutcome> {
    const log: string[] = [];
    for (let last = after; ;) {
      const { body } = await api
        .get(`/api/scaffolder/v2/tasks/${id}/events`)
        .query(last === undefined ? {} : { after: last });
      for (const event of body) {
        log.push(plain(event.body.message ?? event.type));
        last = Number(event.id);
        if (event.type !== 'completion') continue;
        const task = await api.get(`/api/scaffolder/v2/tasks/${id}`);
        const { output = {} } = event.body;
        return { id, status: task.body.status, output, log, last };
      }
    }
  }

  return {
    cluster,
    identities,
    operator,
    /** What `test:echo` was called with. */
    echoed,
    api,
    create,
    outcome,
    /** Makes a task of a template and follows it to its end. */
    async run(template: string, values: object): Promise<TaskOutcome> {
      const { body } = await create(template, values);
      return outcome(body.id);
    },
    /** Tries a failed task again, in the same way as the button of its page. */
    async retry({ id, last }: TaskOutcome): Promise<TaskOutcome> {
      await api.post(`/api/scaffolder/v2/tasks/${id}/retry`).send({});
      return outcome(id, last);
    },
    async dryRun(template: string, values: object) {
      const { body } = await api.post('/api/scaffolder/v2/dry-run').send({
        template: shippedTemplate(template),
        values,
        directoryContents: [],
      });
      return body;
    },
    async stop() {
      await operator.stop();
      await backend.stop();
    },
  };
}

/** The action `test:echo`, which remembers its input. */
function echoModule(echoed: JsonObject[]) {
  return createBackendModule({
    pluginId: 'scaffolder',
    moduleId: 'echo',
    register(env) {
      env.registerInit({
        deps: { actions: scaffolderActionsExtensionPoint },
        async init({ actions }) {
          actions.addActions({
            id: 'test:echo',
            supportsDryRun: true,
            handler: async ({ input }) => {
              echoed.push(input);
            },
          });
        },
      });
    },
  });
}

/** Without the colours of the level. */
function plain(message: string): string {
  // eslint-disable-next-line no-control-regex
  return message.replace(/\u001b\[\d+m/g, '').replace(/^\w+: (?=[✔✖…•])/, '');
}
