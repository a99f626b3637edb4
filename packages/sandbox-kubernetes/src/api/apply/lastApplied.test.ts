import { builtinTypes } from '../types/builtinTypes';
import { printPath } from './fieldSet';
import { clientSideFields, syncLastApplied } from './lastApplied';

const annotation = 'kubectl.kubernetes.io/last-applied-configuration';
const [configMaps] = builtinTypes().filter(type => type.kind === 'ConfigMap');

function live(applied: string | undefined) {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: 'x',
      annotations: applied === undefined ? {} : { [annotation]: applied },
    },
    data: { kept: '1', changed: 'new' },
  };
}

describe('what kubectl applied on the client side', () => {
  it('is the fields that still have their values', () => {
    const applied = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      data: { kept: '1', changed: 'old', gone: 'x' },
    };
    const fields = clientSideFields(configMaps, live(JSON.stringify(applied)));
    const names = fields.paths().map(printPath);
    expect(names).toContain('.data.kept');
    expect(names).not.toContain('.data.changed');
    expect(names).not.toContain('.data.gone');
  });

  it.each([
    ['there is no annotation', undefined],
    ['the annotation is no JSON', '{'],
    ['the annotation is no object', '"text"'],
    [
      'it was applied in another version',
      '{"apiVersion":"v2","data":{"kept":"1"}}',
    ],
  ])('is nothing when %s', (_what, applied) => {
    expect(clientSideFields(configMaps, live(applied)).isEmpty).toBe(true);
  });

  it('follows what is applied on the server side, written as kubectl writes it', () => {
    const object = live('{}');
    syncLastApplied(object, {
      kind: 'ConfigMap',
      data: { b: '2', a: '1' },
      metadata: { name: 'x', annotations: { [annotation]: '{}', mine: 'y' } },
      apiVersion: 'v1',
    });
    expect(object.metadata.annotations[annotation]).toBe(
      '{"apiVersion":"v1","data":{"a":"1","b":"2"},"kind":"ConfigMap","metadata":{"annotations":{"mine":"y"},"name":"x"}}\n',
    );
  });

  it('is not written where it was not', () => {
    const object = live(undefined);
    syncLastApplied(object, { data: {} });
    expect(object).toEqual(live(undefined));
  });
});
