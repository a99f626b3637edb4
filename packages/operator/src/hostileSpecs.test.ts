import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  defaultOperatorSettings,
  desiredWaves,
  emptyContext,
  fhirSpecSchema,
  InvalidFhirError,
  isRecord,
  parseFhir,
  specProblems,
  statusOf,
  type JsonSchema,
} from '@fhir-on-aks/plugin-fhir-common';
import fc from 'fast-check';
import { fhirNamed, NAMESPACE } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

/** Every field of the spec, as a path. */
function fieldsOf(schema: JsonSchema, path: string[] = []): string[][] {
  const own = path.length > 0 ? [path] : [];
  const inside = Object.entries(schema.properties ?? {}).flatMap(
    ([key, property]) => fieldsOf(property, [...path, key]),
  );
  return [...own, ...inside];
}

const fields = fieldsOf(fhirSpecSchema);

/** Values of the wrong type, of the wrong size, and such that want to break out of where they are put. */
const hostile = fc.oneof(
  fc.constantFrom('Enabled', 'Disabled', 'Automatic', 'Json', 'Large'),
  fc.integer({ min: 0, max: 120 }),
  fc.string({ minLength: 1, maxLength: 40 }),
  fc.jsonValue({ maxDepth: 4 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.constantFrom(
    '../../kube-system',
    'kube-system/admin',
    'a\n---\nkind: Secret',
    '${jndi:ldap://x}',
    '$(POD_IP)',
    "'; DROP TABLE Patient; --",
    '__proto__',
    'constructor',
    '\u0000',
    'x'.repeat(100_000),
    Number.MAX_SAFE_INTEGER,
    -1,
    1e308,
    [],
    {},
    null,
  ),
  fc.dictionary(
    fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'toString', '..', 'a:b', ''),
      fc.string({ maxLength: 300 }),
    ),
    fc.oneof(fc.string(), fc.jsonValue()),
    { maxKeys: 5 },
  ),
);

/** Allowed values of some fields, so that hostile ones meet every combination of what is on. */
const allowed = fc.constantFrom<Array<[string, unknown]>>(
  [],
  [['exposure', { type: 'None' }]],
  [
    [
      'exposure',
      {
        type: 'HTTPRoute',
        host: 'a.example.org',
        gateway: { name: 'g', namespace: 'g' },
      },
    ],
  ],
  [['autoscaling', { minReplicas: 2, maxReplicas: 3, targetCpuPercent: 50 }]],
  [['networkPolicy', { mode: 'Enabled' }]],
  [['telemetry', { provider: 'None', prometheus: 'Enabled' }]],
  [['replicas', 0]],
);

const specs = fc
  .tuple(
    allowed,
    fc.array(fc.tuple(fc.constantFrom(...fields), hostile), {
      maxLength: 3,
    }),
  )
  .map(([good, bad]) => {
    const spec: Record<string, unknown> = {
      ...Object(fhirNamed().spec),
      ...Object.fromEntries(good),
    };
    for (const [path, value] of bad) put(spec, path, value);
    return spec;
  });

function put(target: object, [key, ...rest]: string[], value: unknown): void {
  if (key === undefined) return;
  if (rest.length === 0) {
    Reflect.set(target, key, value);
    return;
  }
  const inner: unknown = Reflect.get(target, key);
  const next = isRecord(inner) ? { ...inner } : {};
  Reflect.set(target, key, next);
  put(next, rest, value);
}

const hostileFhir = (spec: unknown): KubernetesObject => ({
  ...fhirNamed(),
  metadata: { ...fhirNamed().metadata, uid: 'u', generation: 1 },
  spec,
});

/** What is wrong with objects: they are outside of the namespace, or do not have the name of the Fhir. */
function outside(objects: readonly KubernetesObject[]): string[] {
  return objects
    .filter(
      ({ metadata }) =>
        metadata.namespace !== NAMESPACE ||
        !/^cardio(-[a-z0-9-]+)?$/.test(metadata.name),
    )
    .map(
      ({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`,
    );
}

/** What is wrong with the outcome of a spec; nothing when it is refused with its field named, or makes a server. */
function faultsOf(spec: unknown): { accepted: boolean; faults: string[] } {
  const fhir = parsed(hostileFhir(spec));
  if (Array.isArray(fhir)) {
    const unnamed = fhir.filter(field => !field.startsWith('spec'));
    return { accepted: false, faults: unnamed };
  }
  const problems = specProblems(fhir, defaultOperatorSettings);
  const waves = desiredWaves(fhir, defaultOperatorSettings, emptyContext);
  const snapshot = { fhir, children: [], events: [] };
  const { conditions } = statusOf(snapshot, defaultOperatorSettings, 'now');
  return {
    accepted: true,
    faults: [
      ...problems
        .map(({ field }) => field)
        .filter(field => !field.startsWith('spec.')),
      ...outside(waves.flatMap(({ objects }) => objects)),
      ...(conditions.length === 8 ? [] : ['the status is not whole']),
    ],
  };
}

function parsed(object: KubernetesObject) {
  try {
    return parseFhir(object);
  } catch (error) {
    if (!(error instanceof InvalidFhirError)) throw error;
    return error.issues.map(({ field }) => field);
  }
}

describe('a hostile spec', () => {
  it('is refused with its field named, or makes objects in its namespace and nowhere else', () => {
    let accepted = 0;
    fc.assert(
      fc.property(specs, spec => {
        const outcome = faultsOf(spec);
        if (outcome.accepted) accepted += 1;
        return outcome.faults.length === 0;
      }),
      { numRuns: 10_000 },
    );
    expect(accepted).toBeGreaterThan(1_000);
    expect(10_000 - accepted).toBeGreaterThan(1_000);
  }, 120_000);

  it('never makes the operator fail: it is told in the status, or it becomes a server', async () => {
    const bench = await new OperatorBench().start();
    await fc.assert(
      fc.asyncProperty(specs, async spec => {
        bench.cluster.seed({ ...fhirNamed(), spec });
        await bench.quiet();
        const accepted = bench.condition('Accepted');
        const told = /^spec/.test(accepted?.message ?? '');
        const made = bench.cluster
          .objects()
          .filter(({ kind }) => kind !== 'Event' && kind !== 'Fhir');
        return (
          outside(made).length === 0 &&
          (accepted?.status === 'False' ? told : !!bench.child('Deployment'))
        );
      }),
      { numRuns: 300 },
    );
    const failures = bench.logged.filter(({ level }) => level === 'error');
    expect(failures).toEqual([]);
    expect(await bench.metrics.text([])).toContain(
      'controller_runtime_reconcile_errors_total{controller="fhir"} 0',
    );
    await bench.stop();
  }, 120_000);
});
