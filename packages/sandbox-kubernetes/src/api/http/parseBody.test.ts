import { mediaType, parseBody } from './parseBody';

describe('the body of a request', () => {
  it.each([
    [undefined, ''],
    ['application/json', 'application/json'],
    ['Application/JSON; charset=utf-8', 'application/json'],
  ])('of content type %s is %s', (header, type) => {
    expect(mediaType(header)).toBe(type);
  });

  it.each([
    ['', '{"a":1}', { a: 1 }],
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/yaml', 'a: 1\nb: [x, "y"]', { a: 1, b: ['x', 'y'] }],
    ['application/yaml', ' {"a":1}', { a: 1 }],
    ['application/x-yaml', 'a: 1', { a: 1 }],
    ['application/apply-patch+yaml', 'a: 1', { a: 1 }],
  ])('is read as %s: %s', (type, text, value) => {
    expect(parseBody(Buffer.from(text), type)).toEqual(value);
  });

  it.each([
    ['application/json', '{"a":', 400, 'json parse error'],
    ['application/yaml', 'a: [', 400, 'error converting YAML to JSON'],
    ['application/apply-patch+yaml', '{', 400, 'json parse error'],
    ['text/plain', 'a', 415, 'accepted media types include'],
    [
      'application/vnd.kubernetes.protobuf',
      '{"a":1}',
      400,
      'it does not begin with "k8s\\0"',
    ],
  ])('is refused as %s: %s', (type, text, code, message) => {
    expect(() => parseBody(Buffer.from(text), type)).toThrow(
      expect.objectContaining({
        code,
        message: expect.stringContaining(message),
      }),
    );
  });
});
