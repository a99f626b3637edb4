import { parse as parseYaml } from 'yaml';
import { decodeProtobuf, protobufType } from '../protobuf/decodeProtobuf';
import { badRequest, unsupportedMediaType } from '../statusError';

/** The media type of a request, without its parameters. */
export function mediaType(header: string | undefined): string {
  return (header ?? '').split(';')[0].trim().toLowerCase();
}

/** Reads a body as JSON, YAML or protocol buffer, by its content type. */
export function parseBody(body: Buffer, contentType: string): unknown {
  switch (contentType) {
    case '':
    case 'application/json':
      return parseJson(body.toString('utf8'));
    case protobufType:
      return decodeProtobuf(body);
    case 'application/yaml':
    case 'application/x-yaml':
    case 'application/apply-patch+yaml':
      return parseYamlText(body.toString('utf8'));
    default:
      throw unsupportedMediaType(
        `the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, ${protobufType}`,
      );
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw badRequest(
      `couldn't get version/kind; json parse error: ${error instanceof Error ? error.message : error}`,
    );
  }
}

function parseYamlText(text: string): unknown {
  if (/^\s*\{/.test(text)) return parseJson(text);
  try {
    return parseYaml(text);
  } catch (error) {
    throw badRequest(
      `error converting YAML to JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
}
