import type { JsonObject } from '../jsonValue';
import { badRequest, unsupportedMediaType } from '../statusError';
import { messageFields } from './messageFields';
import { messageToJson } from './messageToJson';
import { WireReader } from './WireReader';

export const protobufType = 'application/vnd.kubernetes.protobuf';

const magic = Buffer.from('k8s\0');

/** Packages of the groups that have messages; apiextensions has none here: its clients send JSON. */
const packages: Record<string, string> = {
  'authentication.k8s.io': 'k8s.io.api.authentication',
  'authorization.k8s.io': 'k8s.io.api.authorization',
  'coordination.k8s.io': 'k8s.io.api.coordination',
  'discovery.k8s.io': 'k8s.io.api.discovery',
  'events.k8s.io': 'k8s.io.api.events',
  'networking.k8s.io': 'k8s.io.api.networking',
  'rbac.authorization.k8s.io': 'k8s.io.api.rbac',
  'scheduling.k8s.io': 'k8s.io.api.scheduling',
  'storage.k8s.io': 'k8s.io.api.storage',
  '': 'k8s.io.api.core',
};

/** Reads the body that typed clients send: four bytes of magic, then an envelope with the kind and the object. */
export function decodeProtobuf(body: Uint8Array): JsonObject {
  if (!magic.equals(body.subarray(0, magic.length))) {
    throw badRequest(
      'the body is not a Kubernetes protocol buffer: it does not begin with "k8s\\0"',
    );
  }
  try {
    return decodeEnvelope(body.subarray(magic.length));
  } catch (error) {
    if (!(error instanceof RangeError || error instanceof SyntaxError)) {
      throw error;
    }
    throw badRequest(`the protocol buffer cannot be read: ${error.message}`);
  }
}

function decodeEnvelope(bytes: Uint8Array): JsonObject {
  const parts = new Map<number, Uint8Array>();
  for (const { number, value } of new WireReader(bytes).fields()) {
    if (typeof value !== 'bigint') parts.set(number, value);
  }
  const [apiVersion, kind] = typeOf(parts.get(1) ?? new Uint8Array());
  const name = messageName(apiVersion, kind);
  if (!messageFields(name)) {
    throw unsupportedMediaType(
      `the sandbox does not read ${kind} of ${apiVersion} as ${protobufType}: send application/json`,
    );
  }
  return {
    apiVersion,
    kind,
    ...messageToJson(name, parts.get(2) ?? new Uint8Array()),
  };
}

function typeOf(bytes: Uint8Array): [apiVersion: string, kind: string] {
  const texts = new Map<number, string>();
  for (const { number, value } of new WireReader(bytes).fields()) {
    if (typeof value !== 'bigint') {
      texts.set(number, Buffer.from(value).toString('utf8'));
    }
  }
  return [texts.get(1) ?? '', texts.get(2) ?? ''];
}

function messageName(apiVersion: string, kind: string): string {
  if (kind === 'DeleteOptions') {
    return `k8s.io.apimachinery.pkg.apis.meta.v1.${kind}`;
  }
  const slash = apiVersion.indexOf('/');
  const group = slash < 0 ? '' : apiVersion.slice(0, slash);
  const version = apiVersion.slice(slash + 1);
  return `${packages[group] ?? `k8s.io.api.${group}`}.${version}.${kind}`;
}
