import { ArmError } from './armError';

/** The parts of a Resource Manager path; ids are case-insensitive, so everything but names is lower-cased. */
export interface ArmPath {
  subscription?: string;
  resourceGroup?: string;
  /** `microsoft.managedidentity` */
  provider?: string;
  /** `[['userassignedidentities', 'a'], ['federatedidentitycredentials', 'b']]`; the last name is absent for a collection. */
  types: [type: string, name: string | undefined][];
  /** What stands before the last `/providers/`: the scope of an extension resource. */
  scope: string;
}

/** One request as the resource providers see it. */
export interface ArmRequest {
  method: string;
  path: ArmPath;
  query: URLSearchParams;
  body: unknown;
}

/** What a resource provider answers. */
export interface ArmReply {
  status: number;
  body?: unknown;
}

/** Splits a path; `//` counts as `/`. Throws ArmError for what is no path of ARM. */
export function parseArmPath(pathname: string): ArmPath {
  const clean = pathname.replace(/\/{2,}/g, '/').replace(/\/$/, '');
  const at = clean.toLowerCase().lastIndexOf('/providers/');
  const scope = at < 0 ? clean : clean.slice(0, at);
  const scopeParts = scope.split('/').filter(Boolean).map(decode);
  const rest =
    at < 0 ? [] : clean.slice(at).split('/').filter(Boolean).map(decode);
  const [, provider, ...pairs] = rest;
  const types: ArmPath['types'] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    types.push([pairs[i].toLowerCase(), pairs[i + 1]]);
  }
  return {
    subscription: segmentAfter(scopeParts, 'subscriptions'),
    resourceGroup: segmentAfter(scopeParts, 'resourcegroups'),
    provider: provider?.toLowerCase(),
    types,
    scope,
  };
}

/** 400 unless the api-version is one that the type knows. */
export function requireApiVersion(
  query: URLSearchParams,
  type: string,
  supported: string[],
): void {
  const version = query.get('api-version');
  if (!version) {
    throw new ArmError(
      400,
      'MissingApiVersionParameter',
      'The api-version query parameter (?api-version=) is required for all requests.',
    );
  }
  if (supported.includes(version.toLowerCase())) return;
  throw new ArmError(
    400,
    'NoRegisteredProviderFound',
    `No registered resource provider found for location 'westeurope' and API version '${version}' for type '${type}'. The supported api-versions are '${supported.join(
      ', ',
    )}'. The supported locations are 'westeurope, northeurope, eastus'.`,
  );
}

/** 405 in ARM's words. */
export function methodNotAllowed(method: string): ArmError {
  return new ArmError(
    405,
    'MethodNotAllowed',
    `The HTTP method '${method}' is not supported at this path.`,
  );
}

/** Whether two names or ids are the same to ARM. */
export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

function segmentAfter(parts: string[], key: string): string | undefined {
  const at = parts.findIndex(part => part.toLowerCase() === key);
  return at < 0 ? undefined : parts[at + 1];
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ArmError(400, 'InvalidUrl', 'The request URL is not valid.');
  }
}
