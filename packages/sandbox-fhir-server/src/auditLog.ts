import { FhirError } from './fhirError';
import { claimValues } from './authentication';
import type { Interaction } from './interaction';
import type { FhirCall, ServerContext } from './serverContext';

const category = 'Microsoft.Health.Fhir.Core.Features.Audit.IAuditLogger';
const maximumHeaders = 10;
const maximumHeaderLength = 2048;

/** One line of the audit log. */
export interface AuditEvent {
  action: 'Executing' | 'Executed';
  interaction: Interaction | undefined;
  status?: number;
  milliseconds?: number;
}

/** Writes an audit event with the fields of upstream's template; the caller's address is not among them. */
export function audit(
  { log, configuration }: ServerContext,
  call: FhirCall,
  event: AuditEvent,
): void {
  const state: Record<string, string> = {
    ActionType: event.action,
    EventType: 'AuditEvent',
    Audience: text(
      configuration.text('FhirServer:Security:Authentication:Audience'),
    ),
    Authority: text(
      configuration.text('FhirServer:Security:Authentication:Authority'),
    ),
    ResourceType: text(event.interaction?.resourceType),
    ResourceUri: `${call.baseUrl}/${call.path}${queryOf(call)}`,
    Action: text(event.interaction?.name),
    StatusCode: text(event.status),
    CorrelationId: call.correlationId,
    Claims: claimsOf(
      call,
      configuration.list('FhirServer:Security:PrincipalClaims'),
    ),
    CustomHeaders: headerText(
      customHeaders(
        call,
        configuration.text('FhirServer:Audit:CustomAuditHeaderPrefix'),
      ),
    ),
    OperationType: call.method,
    CallerAgent: text(call.headers['user-agent']),
    AdditionalProperties:
      event.milliseconds === undefined
        ? ''
        : `processingDurationMs=${event.milliseconds}`,
  };
  const message = Object.entries(state)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
  log.log({ level: 'Information', category, message, state });
}

/** The request headers that go to the audit log; throws FhirError when they are too many or too long. */
function customHeaders(
  call: FhirCall,
  prefix: string | undefined,
): [string, string][] {
  if (!prefix) return [];
  const lower = prefix.toLowerCase();
  const found = Object.entries(call.headers).filter(([name]) =>
    name.startsWith(lower),
  );
  if (found.length > maximumHeaders) {
    throw new FhirError(
      400,
      'invalid',
      `The maximum number of custom audit headers allowed is ${maximumHeaders}. The number of custom audit headers supplied is ${found.length}.`,
    );
  }
  for (const [name, value] of found) {
    if (value.length <= maximumHeaderLength) continue;
    throw new FhirError(
      400,
      'invalid',
      `The maximum length of a custom audit header value is ${maximumHeaderLength}. The supplied custom audit header '${name}' has length of ${value.length}.`,
    );
  }
  return found;
}

function headerText(headers: [string, string][]): string {
  return headers.map(([name, value]) => `${name}=${value}`).join(';');
}

function claimsOf({ caller }: FhirCall, claims: string[]): string {
  if (!caller) return '';
  return claims
    .flatMap(claim =>
      claimValues(caller, claim).map(value => `${claim}=${value}`),
    )
    .join(';');
}

function queryOf({ parameters }: FhirCall): string {
  const query = parameters.toString();
  return query ? `?${query}` : '';
}

function text(value: string | number | undefined): string {
  return value === undefined ? '' : String(value);
}
