import fc from 'fast-check';
import type { KubeObject, ObjectStore } from '../contract';
import { createKubernetesApi } from '../createKubernetesApi';
import { StatusError } from '../statusError';

const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Cluster',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                properties: {
                  scalar: { type: 'string' },
                  map: {
                    type: 'object',
                    additionalProperties: { type: 'string' },
                  },
                  atomicMap: {
                    type: 'object',
                    additionalProperties: { type: 'string' },
                    'x-kubernetes-map-type': 'atomic',
                  },
                  list: { type: 'array', items: { type: 'string' } },
                  set: {
                    type: 'array',
                    items: { type: 'string' },
                    'x-kubernetes-list-type': 'set',
                  },
                  keyed: {
                    type: 'array',
                    items: {
                      type: 'object',
                      required: ['name'],
                      properties: {
                        name: { type: 'string' },
                        image: { type: 'string' },
                      },
                    },
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['name'],
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

const letter = fc.constantFrom('a', 'b', 'c');
const letters = fc.uniqueArray(letter, { minLength: 1 });
const entries = fc.dictionary(letter, fc.constantFrom('1', '2'), {
  minKeys: 1,
});
/** Any two of them may name the same fields, entries and items, with the same values or others. */
const specs = fc.record(
  {
    scalar: letter,
    map: entries,
    atomicMap: entries,
    list: letters,
    set: letters,
    keyed: fc.uniqueArray(
      fc.record(
        { name: letter, image: fc.constantFrom('1', '2') },
        { requiredKeys: ['name'] },
      ),
      { selector: one => one.name, minLength: 1 },
    ),
  },
  { requiredKeys: [] },
);

describe('server-side apply of any two configurations', () => {
  let store: ObjectStore;

  beforeAll(() => {
    store = createKubernetesApi({ token: 'unused' }).store;
    store.create(definition);
  });

  afterEach(() => {
    for (const { metadata } of store.list('Thing'))
      store.remove('Thing', '', metadata.name);
  });

  function apply(
    name: string,
    spec: object,
    fieldManager = 'one',
    force = true,
  ) {
    return store.apply<KubeObject>(
      { apiVersion: 'example.org/v1', kind: 'Thing', metadata: { name }, spec },
      { fieldManager, force },
    );
  }

  function alone(spec: object): unknown {
    const made = apply('alone', spec);
    store.remove('Thing', '', 'alone');
    return made.spec;
  }

  function each(check: (name: string, a: object, b: object) => void): void {
    let count = 0;
    fc.assert(
      fc.property(specs, specs, (a, b) => {
        count += 1;
        check(`t${count}`, a, b);
      }),
    );
  }

  it('changes nothing the second time', () => {
    each((name, a) => {
      const first = apply(name, a);
      expect(apply(name, a)).toEqual(first);
    });
  });

  it('leaves of one manager only what it applied last', () => {
    each((name, a, b) => {
      apply(name, a);
      expect(apply(name, b).spec).toEqual(alone(b));
    });
  });

  it('gives a manager back all that it wants, and nothing of who has given up', () => {
    each((name, a, b) => {
      apply(name, a, 'one');
      apply(name, b, 'two');
      apply(name, {}, 'two');
      expect(apply(name, a, 'one').spec).toEqual(alone(a));
    });
  });

  it('keeps what another manager applied, and lets it apply again without force', () => {
    each((name, a, b) => {
      apply(name, a, 'one');
      apply(name, b, 'two');
      const { resourceVersion } = apply(name, {}, 'one').metadata;
      const again = apply(name, b, 'two', false);
      expect(again.metadata.resourceVersion).toBe(resourceVersion);
    });
  });

  it('refuses as a whole to take a value from another manager', () => {
    each((name, a, b) => {
      const before = apply(name, a, 'one');
      const refusal = refusalOf(() => apply(name, b, 'two', false));
      if (!refusal) return;
      expect(refusal.code).toBe(409);
      expect(refusal.details?.causes?.length).toBeGreaterThan(0);
      expect(store.get('Thing', '', name)).toEqual(before);
    });
  });
});

function refusalOf(run: () => unknown): StatusError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof StatusError) return error;
    throw error;
  }
}
