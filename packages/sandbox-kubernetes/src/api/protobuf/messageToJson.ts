import type { JsonObject } from '../jsonValue';
import { messageFields, type MessageField } from './messageFields';
import { WireReader, type WireField } from './WireReader';

const meta = 'k8s.io.apimachinery.pkg.apis.meta.v1';

/** Messages that JSON writes as one value. */
const special: Record<string, (bytes: Uint8Array) => unknown> = {
  'k8s.io.apimachinery.pkg.api.resource.Quantity': bytes => textAt(bytes, 1),
  'k8s.io.apimachinery.pkg.util.intstr.IntOrString': intOrString,
  'k8s.io.apimachinery.pkg.runtime.RawExtension': rawJson,
  [`${meta}.FieldsV1`]: rawJson,
  [`${meta}.Time`]: bytes => time(bytes)?.replace(/\.\d+Z$/, 'Z') ?? null,
  [`${meta}.MicroTime`]: bytes => time(bytes) ?? null,
  'k8s.io.api.authorization.v1.ExtraValue': bytes => textsAt(bytes, 1),
  'k8s.io.api.authentication.v1.ExtraValue': bytes => textsAt(bytes, 1),
};

/** A message as the JSON that Go would write of it. Throws RangeError when the bytes are no such message. */
export function messageToJson(name: string, bytes: Uint8Array): JsonObject {
  const fields = messageFields(name);
  if (!fields) throw new RangeError(`the message ${name} is not known`);
  const object: JsonObject = {};
  for (const { number, value } of new WireReader(bytes).fields()) {
    const field = fields.get(number);
    if (field) addField(object, field, value);
  }
  return object;
}

function addField(
  object: JsonObject,
  field: MessageField,
  value: WireField['value'],
): void {
  const { json, type } = field;
  if (field.map) {
    const [key, item] = mapEntry(type, bytesOf(value));
    const map = object[json];
    object[json] = { ...(isMap(map) ? map : {}), [key]: item };
  } else if (field.repeated) {
    const list = object[json];
    object[json] = [...(Array.isArray(list) ? list : []), toJson(type, value)];
  } else if (field.inline) {
    Object.assign(object, toJson(type, value));
  } else {
    const read = toJson(type, value);
    const isZero = read === '' || read === 0 || read === false;
    if (!isZero || field.keepsZero) object[json] = read;
  }
}

function isMap(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function mapEntry(type: string, bytes: Uint8Array): [string, unknown] {
  let key = '';
  let item: unknown = toJson(type, new Uint8Array());
  for (const { number, value } of new WireReader(bytes).fields()) {
    if (number === 1) key = Buffer.from(bytesOf(value)).toString('utf8');
    else item = toJson(type, value);
  }
  return [key, item];
}

function toJson(type: string, value: WireField['value']): unknown {
  switch (type) {
    case 'string':
      return Buffer.from(bytesOf(value)).toString('utf8');
    case 'bytes':
      return Buffer.from(bytesOf(value)).toString('base64');
    case 'bool':
      return numberOf(value) !== 0;
    case 'double':
      return Buffer.from(bytesOf(value)).readDoubleLE();
    case 'int32':
    case 'int64':
    case 'uint32':
    case 'uint64':
      return numberOf(value);
    default:
      return (special[type] ?? (bytes => messageToJson(type, bytes)))(
        bytesOf(value),
      );
  }
}

function numberOf(value: WireField['value']): number {
  return typeof value === 'bigint' ? Number(BigInt.asIntN(64, value)) : 0;
}

function bytesOf(value: WireField['value']): Uint8Array {
  if (typeof value === 'bigint') {
    throw new RangeError('a number stands where a text or a message should');
  }
  return value;
}

function textsAt(bytes: Uint8Array, number: number): string[] {
  return [...new WireReader(bytes).fields()]
    .filter(field => field.number === number)
    .map(field => Buffer.from(bytesOf(field.value)).toString('utf8'));
}

function textAt(bytes: Uint8Array, number: number): string {
  return textsAt(bytes, number)[0] ?? '';
}

function numbersOf(bytes: Uint8Array): Map<number, number> {
  const fields = [...new WireReader(bytes).fields()].filter(
    field => typeof field.value === 'bigint',
  );
  return new Map(fields.map(field => [field.number, numberOf(field.value)]));
}

function intOrString(bytes: Uint8Array): string | number {
  const numbers = numbersOf(bytes);
  return numbers.get(1) === 1 ? textAt(bytes, 3) : (numbers.get(2) ?? 0);
}

function rawJson(bytes: Uint8Array): unknown {
  const text = textAt(bytes, 1);
  return text ? JSON.parse(text) : null;
}

/** A time with microseconds; undefined for Go's zero time. */
function time(bytes: Uint8Array): string | undefined {
  const numbers = numbersOf(bytes);
  const seconds = numbers.get(1);
  if (seconds === undefined) return undefined;
  const micros = Math.floor((numbers.get(2) ?? 0) / 1000);
  const date = new Date(seconds * 1000).toISOString().slice(0, 19);
  return `${date}.${String(micros).padStart(6, '0')}Z`;
}
