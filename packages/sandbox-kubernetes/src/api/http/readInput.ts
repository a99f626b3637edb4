import { readBody, type Exchange } from './exchange';
import { mediaType, parseBody } from './parseBody';

/** Reads the body of a create or a replace, as JSON or YAML. */
export async function readInput(exchange: Exchange): Promise<unknown> {
  return parseBody(
    await readBody(exchange.request),
    mediaType(exchange.request.headers['content-type']),
  );
}
