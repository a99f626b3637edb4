import type {
  AuditorService,
  HttpAuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import type {
  InstanceList,
  OperatorSettings,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Router } from 'express';
import PromiseRouter from 'express-promise-router';
import { z } from 'zod';
import {
  type InstanceAccess,
  refusedOutright,
} from '@fhir-on-aks/plugin-fhir-node';
import type { FleetCache } from '../fleet/FleetCache';
import { instanceDetail } from '../detail/instanceDetail';
import { FollowLimit } from './FollowLimit';
import { nameAvailability } from './nameAvailability';
import { objectManifest } from './objectManifest';
import { parseQuery } from './parseQuery';
import { parseTarget } from './parseTarget';
import { readLogs } from './readLogs';
import { logFailures, requestId } from './requestId';

const ManifestQuery = z.object({
  kind: z
    .string({ error: 'is missing; for example Deployment' })
    .min(1)
    .max(63),
  name: z.string({ error: 'is missing; for example cardio' }).min(1).max(253),
});
const NameQuery = z.object({ host: z.string().min(1).max(253).optional() });

/** What the routes need. */
export interface RouterOptions {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  logger: LoggerService;
  fleet: FleetCache;
  access: InstanceAccess;
  settings: OperatorSettings;
}

/** The REST API of wire/instances.ts: every route authorizes, parses, asks the cache, replies. */
export function createRouter(options: RouterOptions): Router {
  const { httpAuth, fleet, access, settings, logger } = options;
  const router = PromiseRouter();
  const follows = new FollowLimit({ perCaller: 4, total: 100 });
  const instancePath = '/instances/:cluster/:namespace/:name';
  router.use(requestId);

  router.get('/clusters', async (request, response) => {
    await httpAuth.credentials(request);
    response.json(fleet.clusterChoices());
  });

  router.get('/instances', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const { read } = await access.decide(['read'], credentials);
    if (read.never) throw new NotAllowedError(refusedOutright('read'));
    const list: InstanceList = {
      clusters: fleet.clusterStates(),
      instances: fleet
        .instances()
        .filter(instance => read.allows(instance))
        .map(({ summary }) => summary),
    };
    response.json(list);
  });

  router.get(instancePath, async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const located = fleet.locate(parseTarget(request));
    const verbs = ['read', 'update', 'delete', 'logs'] as const;
    const may = await access.decide(verbs, credentials);
    access.check('read', may.read, located.instance);
    response.json(instanceDetail(located, may));
  });

  router.get(`${instancePath}/manifest`, async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    const located = fleet.locate(parseTarget(request));
    await access.require('read', located.instance, credentials);
    const wanted = parseQuery(ManifestQuery, request.query);
    response.json(objectManifest(located, wanted, settings));
  });

  router.get(`${instancePath}/logs`, readLogs({ ...options, follows }));

  router.get('/names/:cluster/:namespace/:name', async (request, response) => {
    const credentials = await httpAuth.credentials(request);
    await access.requireCreate(credentials);
    const target = parseTarget(request);
    const { host } = parseQuery(NameQuery, request.query);
    const cache = fleet.cluster(target.cluster);
    const fhirs = cache.instances().map(({ fhir }) => fhir);
    const { cluster } = cache;
    response.json(
      nameAvailability({ target, host, cluster, state: cache.state(), fhirs }),
    );
  });

  router.use(logFailures(logger));
  return router;
}
