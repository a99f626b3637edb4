import type { FhirCall, HttpResponse, ServerContext } from './serverContext';

/** The CORS headers of an answer; none when the origin is not allowed. */
export function corsHeaders(
  { configuration }: ServerContext,
  call: FhirCall,
): Record<string, string> {
  const { origin } = call.headers;
  const origins = configuration.list('FhirServer:Cors:Origins');
  if (!origin) return {};
  const any = origins.includes('*');
  if (!any && !origins.includes(origin)) return {};
  const credentials = configuration.flag('FhirServer:Cors:AllowCredentials');
  return {
    'access-control-allow-origin': any && !credentials ? '*' : origin,
    ...(credentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(any ? {} : { vary: 'Origin' }),
  };
}

/** The answer to a preflight request; undefined when the request is none. */
export function preflight(
  context: ServerContext,
  call: FhirCall,
): HttpResponse | undefined {
  const asked = call.headers['access-control-request-method'];
  if (call.method !== 'OPTIONS' || !asked) return undefined;
  const { configuration } = context;
  const allowed = corsHeaders(context, call);
  if (Object.keys(allowed).length === 0) {
    return { status: 204, headers: {}, body: '' };
  }
  const methods = configuration.list('FhirServer:Cors:Methods');
  const headers = configuration.list('FhirServer:Cors:Headers');
  const maxAge = configuration.text('FhirServer:Cors:MaxAge');
  const askedHeaders = call.headers['access-control-request-headers'] ?? '';
  return {
    status: 204,
    headers: {
      ...allowed,
      'access-control-allow-methods':
        methods.length === 0 || methods.includes('*')
          ? asked
          : methods.join(','),
      'access-control-allow-headers': headers.includes('*')
        ? askedHeaders
        : headers.join(','),
      ...(maxAge ? { 'access-control-max-age': maxAge } : {}),
    },
    body: '',
  };
}
