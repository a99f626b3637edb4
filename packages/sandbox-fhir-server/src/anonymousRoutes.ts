import { capabilityStatement } from './capabilityStatement';
import { FhirError } from './fhirError';
import { fhirVersions } from './fhirModel';
import { fhirResponse } from './fhirResponse';
import type {
  FhirCall,
  HealthDetail,
  HealthStatus,
  HttpResponse,
  ServerContext,
} from './serverContext';

/** Routes that need no token; undefined when the path is none of them. */
export function anonymousRoute(
  context: ServerContext,
  call: FhirCall,
): HttpResponse | undefined {
  if (call.method !== 'GET') return undefined;
  switch (call.path) {
    case 'health/check':
      return healthCheck(context.health());
    case 'metadata':
      context.firstMetadataUrl ??= `${call.baseUrl}/metadata`;
      return fhirResponse(200, capabilityStatement(context, call));
    case '$versions':
      return versions(context, call);
    case '.well-known/smart-configuration':
      return smartConfiguration(context);
    case '_schema/versions/current':
      return json([
        {
          id: context.data.database.store.schemaVersion,
          status: 'completed',
          servers: [],
        },
      ]);
    case '_schema/compatibility':
      return json({ min: 113, max: 116 });
    default:
      return undefined;
  }
}

/** 200 for Healthy and for Degraded: the body decides, not the code. */
function healthCheck(details: HealthDetail[]): HttpResponse {
  const overallStatus = worst(details);
  return json(
    { overallStatus, details },
    overallStatus === 'Unhealthy' ? 503 : 200,
  );
}

function worst(details: HealthDetail[]): HealthStatus {
  const has = (status: HealthStatus) =>
    details.some(detail => detail.status === status);
  if (has('Unhealthy')) return 'Unhealthy';
  return has('Degraded') ? 'Degraded' : 'Healthy';
}

function versions({ version }: ServerContext, call: FhirCall): HttpResponse {
  const short = fhirVersions[version].split('.').slice(0, 2).join('.');
  if (call.headers.accept === 'application/json') {
    return json({ versions: [short], default: short });
  }
  return fhirResponse(200, {
    resourceType: 'Parameters',
    parameter: [
      { name: 'version', valueString: short },
      { name: 'default', valueString: short },
    ],
  });
}

function smartConfiguration({ configuration }: ServerContext): HttpResponse {
  const authority = configuration.text(
    'FhirServer:Security:Authentication:Authority',
  );
  const on =
    configuration.flag('FhirServer:Security:Enabled') &&
    configuration.flag('FhirServer:Security:Authorization:Enabled');
  if (!on || !authority) {
    throw new FhirError(
      400,
      'invalid',
      'Security configuration must be enabled.',
    );
  }
  const base = authority.replace(/\/v2\.0\/?$/, '');
  return json({
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    capabilities: [
      'sso-openid-connect',
      'permission-offline',
      'permission-patient',
      'permission-user',
    ],
  });
}

function json(body: unknown, status = 200): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
