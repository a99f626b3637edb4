import type { Core } from '../operations/core';
import { OpenApiDocuments } from '../openapi/OpenApiDocuments';
import { methodNotAllowed, pageNotFound, StatusError } from '../statusError';
import type { TypeRegistry } from '../types/typeRegistry';
import { sendJson, sendJsonText, type Exchange } from './exchange';

const known = new WeakMap<TypeRegistry, OpenApiDocuments>();

function documentsOf(types: TypeRegistry): OpenApiDocuments {
  const documents = known.get(types) ?? new OpenApiDocuments(types);
  known.set(types, documents);
  return documents;
}

/** Answers /openapi/v2 and /openapi/v3; false for other paths. */
export function serveOpenApi(core: Core, exchange: Exchange): boolean {
  const path = exchange.url.pathname.replace(/\/$/, '');
  if (!/^\/openapi\/v[23](\/|$)/.test(path)) return false;
  if (exchange.request.method !== 'GET') {
    throw methodNotAllowed('OpenAPI documents can only be read');
  }
  requireJson(exchange);
  const documents = documentsOf(core.types);
  if (path === '/openapi/v3') sendJson(exchange, 200, index(documents));
  else {
    const part = path.slice('/openapi/v3/'.length);
    const document =
      path === '/openapi/v2' ? documents.version2() : documents.version3(part);
    if (!document) throw pageNotFound();
    exchange.response.setHeader('etag', `"${document.hash}"`);
    sendJsonText(exchange, 200, document.text);
  }
  return true;
}

/** The real API also speaks protocol buffers here. */
function requireJson({ request }: Exchange): void {
  const accept = request.headers.accept ?? '*/*';
  if (/json(?!\w*\+)|\*\/\*|application\/\*/.test(accept)) return;
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
    { details: {} },
  );
}

function index(documents: OpenApiDocuments) {
  const paths = documents.groupVersions().map(path => {
    const hash = documents.version3(path)?.hash ?? '';
    return [path, { serverRelativeURL: `/openapi/v3/${path}?hash=${hash}` }];
  });
  return { paths: Object.fromEntries(paths) };
}
