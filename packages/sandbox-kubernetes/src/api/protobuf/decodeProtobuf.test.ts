import { decodeProtobuf } from './decodeProtobuf';

type Field = [number: number, value: string | number | Uint8Array];

/** A message of a few fields, written by hand: whole numbers, texts and messages. */
function message(...fields: Field[]): Buffer {
  return Buffer.concat(
    fields.map(([number, value]) => {
      if (typeof value === 'number') {
        return Buffer.concat([varint(number << 3), varint(value)]);
      }
      const bytes = Buffer.from(value);
      return Buffer.concat([
        varint((number << 3) | 2),
        varint(bytes.length),
        bytes,
      ]);
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  return Buffer.from([...bytes, Number(rest)]);
}

function envelope(apiVersion: string, kind: string, raw: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from('k8s\0'),
    message([1, message([1, apiVersion], [2, kind])], [2, raw]),
  ]);
}

const meta = (...more: Field[]) => message([1, 'x'], [3, 'default'], ...more);

describe('a protocol buffer of a typed client', () => {
  it('is read with maps and metadata', () => {
    const labels = message([1, 'app'], [2, 'web']);
    const data = message([1, 'a'], [2, '1']);
    const body = envelope(
      'v1',
      'ConfigMap',
      message([1, meta([11, labels])], [2, data]),
    );
    expect(decodeProtobuf(body)).toMatchObject({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', namespace: 'default', labels: { app: 'web' } },
      data: { a: '1' },
    });
  });

  it('is read with numbers, pointers to zero, lists and values of their own kind', () => {
    const port = message(
      [1, 'http'],
      [2, 'TCP'],
      [3, 80],
      [4, message([1, 1], [3, 'web'])],
    );
    const numbered = message([2, 'TCP'], [3, 81], [4, message([2, 8081])]);
    const body = envelope(
      'v1',
      'Service',
      message([1, meta()], [2, message([1, port], [1, numbered])]),
    );
    expect(decodeProtobuf(body)).toMatchObject({
      spec: {
        ports: [
          { name: 'http', protocol: 'TCP', port: 80, targetPort: 'web' },
          { protocol: 'TCP', port: 81, targetPort: 8081 },
        ],
      },
    });
    const scaledDown = envelope(
      'apps/v1',
      'Deployment',
      message([1, meta()], [2, message([1, 0])]),
    );
    expect(decodeProtobuf(scaledDown)).toMatchObject({ spec: { replicas: 0 } });
  });

  it('is read with times, without microseconds where Go has none', () => {
    const time = message([1, 1_767_225_600], [2, 5_000_000]);
    const body = envelope(
      'coordination.k8s.io/v1',
      'Lease',
      message(
        [1, meta([8, message([1, 1_767_225_600])])],
        [2, message([1, 'me'], [2, 15], [3, time])],
      ),
    );
    expect(decodeProtobuf(body)).toMatchObject({
      metadata: { creationTimestamp: '2026-01-01T00:00:00Z' },
      spec: {
        holderIdentity: 'me',
        leaseDurationSeconds: 15,
        acquireTime: '2026-01-01T00:00:00.005000Z',
      },
    });
  });

  it('is read with bytes and numbers below zero', () => {
    const secret = envelope(
      'v1',
      'Secret',
      message([1, meta()], [2, message([1, 'key'], [2, 'value'])]),
    );
    expect(decodeProtobuf(secret)).toMatchObject({
      data: { key: Buffer.from('value').toString('base64') },
    });
    const options = envelope('v1', 'DeleteOptions', message([1, -1]));
    expect(decodeProtobuf(options)).toMatchObject({ gracePeriodSeconds: -1 });
  });

  it('may have fields that are not known', () => {
    const body = envelope('v1', 'ConfigMap', message([1, meta()], [999, 'x']));
    expect(decodeProtobuf(body)).toMatchObject({ metadata: { name: 'x' } });
  });

  it.each<[string, Uint8Array, number, string]>([
    ['JSON', Buffer.from('{}'), 400, 'does not begin with'],
    [
      'cut off',
      envelope('v1', 'ConfigMap', message([1, meta()])).subarray(0, -3),
      400,
      'the message is cut off',
    ],
    [
      'of a field with another type',
      envelope('v1', 'ConfigMap', message([1, 5])),
      400,
      'a number stands where a text or a message should',
    ],
    [
      'of an unknown wire type',
      Buffer.concat([Buffer.from('k8s\0'), Buffer.from([0x0b])]),
      400,
      'wire type 3 is not used by Kubernetes',
    ],
    [
      'of a kind that has no messages here',
      envelope(
        'apiextensions.k8s.io/v1',
        'CustomResourceDefinition',
        message(),
      ),
      415,
      'send application/json',
    ],
  ])('is refused when it is %s', (_what, body, code, words) => {
    expect(() => decodeProtobuf(body)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(words),
      }),
    );
  });
});
