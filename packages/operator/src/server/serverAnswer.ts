import type { ServerReading } from '@fhir-on-aks/plugin-fhir-common';

/** What came back from a server. */
export type HttpAnswer = { code: number; text: string } | { failure: string };

const NOT_STARTED = /storage is initializing/i;
const LONGEST = 300;

/**
 * Reads `/health/check` of microsoft/fhir-server: `{overallStatus, details[{name, status, description}]}`. Degraded is
 * answered with 200, so the body decides; while the schema is made it says Degraded too.
 */
export function readHealth(answer: HttpAnswer): ServerReading {
  if ('failure' in answer) return unreachableReading(answer.failure);
  const body = parseJson(answer.text);
  const details = Array.isArray(body?.details) ? body.details : [];
  const sick = details.find(detail => Object(detail).status !== 'Healthy');
  const detail = sick ? sentenceOf(Object(sick)) : undefined;
  switch (body?.overallStatus) {
    case 'Healthy':
      return { health: 'Healthy' };
    case 'Degraded':
      return NOT_STARTED.test(detail ?? '')
        ? { health: 'Initializing' }
        : { health: 'Degraded', ...(detail ? { detail } : {}) };
    case 'Unhealthy':
      return { health: 'Unhealthy', ...(detail ? { detail } : {}) };
    default:
      return unreachableReading(`/health/check answers ${answer.code}`);
  }
}

/** Reads a CapabilityStatement; nothing when there is none, it is asked for again later. */
export function readCapability(
  answer: HttpAnswer,
): Pick<ServerReading, 'softwareVersion' | 'fhirVersion'> {
  if ('failure' in answer || answer.code !== 200) return {};
  const statement = parseJson(answer.text);
  const version = Object(statement?.software).version;
  const fhirVersion = statement?.fhirVersion;
  if (typeof version !== 'string' || typeof fhirVersion !== 'string') return {};
  return {
    softwareVersion: version.slice(0, 128),
    fhirVersion: fhirVersion.slice(0, 32),
  };
}

function unreachableReading(detail: string): ServerReading {
  return { health: 'Unreachable', detail };
}

/** "Waited: 12s." would change with every answer. */
function sentenceOf({ name, description }: Record<string, unknown>): string {
  const said = typeof description === 'string' ? description : String(name);
  return said
    .replace(/\s*Waited:.*$/i, '')
    .replace(/\s+/g, ' ')
    .slice(0, LONGEST);
}

function parseJson(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed !== null && typeof parsed === 'object'
      ? { ...parsed }
      : undefined;
  } catch {
    return undefined;
  }
}
