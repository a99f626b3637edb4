import type { KubeObject } from '../contract';
import { builtinTypes } from '../types/builtinTypes';
import type { ResourceType } from '../types/resourceType';
import { parseFieldSelector } from './fieldSelector';

const types = builtinTypes();

function typeOf(kind: string): ResourceType {
  const found = types.find(type => type.kind === kind);
  if (!found) throw new Error(`no type ${kind}`);
  return found;
}

function object(fields: object): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'Any',
    metadata: {
      name: 'x',
      namespace: 'n',
      uid: 'u',
      resourceVersion: '1',
      creationTimestamp: '2026-01-01T00:00:00Z',
    },
    ...fields,
  };
}

describe('a field selector', () => {
  it.each<[string, string, object, boolean]>([
    ['Pod', 'metadata.name=x', {}, true],
    ['Pod', 'metadata.name==y', {}, false],
    ['Pod', 'metadata.namespace!=n', {}, false],
    ['Pod', 'status.phase=Running', { status: { phase: 'Running' } }, true],
    ['Pod', 'status.phase!=Running', {}, true],
    ['Pod', 'spec.nodeName=', { spec: {} }, true],
    ['Pod', 'metadata.name=x,status.phase=Failed', {}, false],
    ['Secret', 'type=Opaque', { type: 'Opaque' }, true],
    ['Event', 'involvedObject.name=a', { involvedObject: { name: 'a' } }, true],
    ['Event', 'source=s', { source: { component: 's' } }, true],
    ['Event', 'source=s', { reportingComponent: 's' }, true],
    ['Job', 'status.successful=0', {}, true],
    ['Job', 'status.successful=1', { status: { succeeded: 1 } }, true],
  ])('of a %s: %s', (kind, text, fields, expected) => {
    expect(parseFieldSelector(typeOf(kind), text)(object(fields))).toBe(
      expected,
    );
  });

  it.each([
    ['Pod', 'spec.dnsPolicy=x', 'field label not supported: spec.dnsPolicy'],
    [
      'ConfigMap',
      'data.a=x',
      '"data.a" is not a known field selector: only "metadata.name", "metadata.namespace"',
    ],
    ['Pod', 'metadata.name', 'invalid field selector "metadata.name"'],
  ])('of a %s: %s is refused', (kind, text, message) => {
    expect(() => parseFieldSelector(typeOf(kind), text)).toThrow(message);
  });
});
