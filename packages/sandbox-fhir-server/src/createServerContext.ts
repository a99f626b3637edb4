import { randomUUID } from 'node:crypto';
import type { ServerContainer } from './serverContainer';
import { Authentication } from './authentication';
import type { VersioningPolicy } from './FhirDatabase';
import { FhirModel, type FhirVersion } from './fhirModel';
import { parseRoles, shippedRoles } from './roles';
import type { ServerContext } from './serverContext';
import type { ServerConfiguration } from './ServerConfiguration';
import type { ServerLog } from './ServerLog';
import type { FhirServerOptions } from './serverOptions';

/** What the process has when it builds its services. */
export interface ContextParts extends Pick<ServerContext, 'data' | 'health'> {
  version: FhirVersion;
  container: ServerContainer;
  configuration: ServerConfiguration;
  log: ServerLog;
}

/** Builds the services of one server. Throws on a roles file or a value that is wrong, as upstream does at start. */
export function createServerContext(
  { version, container, configuration, log, data, health }: ContextParts,
  { clock, fetchJson }: FhirServerOptions,
): ServerContext {
  bindOptions(configuration);
  data.database.policyOf = type => policyOf(configuration, type);
  const roles = container.files['/app/roles.json'];
  const setting = (key: string) =>
    configuration.text(`FhirServer:Security:Authentication:${key}`) ?? '';
  return {
    version,
    model: FhirModel.of(version),
    softwareVersion: container.image.tag,
    instanceId: randomUUID(),
    configuration,
    log,
    clock,
    data,
    roles: roles === undefined ? shippedRoles : parseRoles(roles),
    authentication: new Authentication(
      setting('Authority'),
      setting('Audience'),
      fetchJson,
      clock,
    ),
    health,
    runningRequests: 0,
  };
}

/** .NET binds all options at start: a bad value ends the process then, not at the first request that needs it. */
function bindOptions(configuration: ServerConfiguration): void {
  configuration.flag('FhirServer:Security:Enabled');
  configuration.flag('FhirServer:Security:Authorization:Enabled');
  configuration.flag('FhirServer:Operations:Export:Enabled');
  configuration.flag('FhirServer:Operations:Reindex:Enabled');
  configuration.flag('FhirServer:Throttling:Enabled');
  configuration.flag('TaskHosting:Enabled');
}

function policyOf(
  configuration: ServerConfiguration,
  type: string,
): VersioningPolicy {
  const section = 'FhirServer:CoreFeatures:Versioning';
  const override = [
    ...configuration.section(`${section}:ResourceTypeOverrides`),
  ].find(([name]) => name.toLowerCase() === type.toLowerCase())?.[1];
  const policy = override ?? configuration.text(`${section}:Default`);
  return policy === 'no-version' || policy === 'versioned-update'
    ? policy
    : 'versioned';
}
