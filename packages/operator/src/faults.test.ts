import type { KubernetesObject } from '@fhir-on-aks/kube';
import {
  CALL_FAULTS,
  FakeCluster,
  type CallFault,
} from '@fhir-on-aks/kube/testing';
import { FaultyCluster } from './testing/faultyCluster';
import { podIdentitySpec } from './testing/fhirObjects';
import { OperatorBench } from './testing/OperatorBench';

/** A life with everything that writes: creation, rollout, another identity, no exposure any more. */
async function live(faulty: FaultyCluster, bench: OperatorBench) {
  await bench.start();
  await bench.apply('cardio', { replicas: 2 });
  await bench.idle();
  await bench.becomeReady();
  await bench.idle();
  await bench.apply('cardio', {
    ...podIdentitySpec,
    exposure: { type: 'None' },
  });
  await bench.idle();
  await bench.becomeReady();
  await bench.idle();
  return faulty.calls;
}

async function lifeWith(index?: number, fault?: CallFault) {
  const faulty = new FaultyCluster();
  faulty.arm(index, fault);
  const { through } = faulty;
  const bench = new OperatorBench(new FakeCluster(), { through });
  const calls = await live(faulty, bench);
  await bench.stop();
  return { calls, state: stateOf(bench.cluster), writes: bench.writes() };
}

/** What is there, without what differs from run to run. */
function stateOf(cluster: FakeCluster): unknown[] {
  return cluster
    .objects()
    .filter(({ kind }) => kind !== 'Event')
    .map(object => JSON.parse(JSON.stringify(object, withoutChance)))
    .sort((a, b) => idOf(a).localeCompare(idOf(b)));
}

const BY_CHANCE = [
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'lastTransitionTime',
  'fhir-on-aks.io/instance-uid',
  'fhir-on-aks.io/applied-hash',
  'generation',
  'observedGeneration',
];

function withoutChance(key: string, value: unknown): unknown {
  return BY_CHANCE.includes(key) ? undefined : value;
}

function idOf({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata.name}`;
}

describe('one failed call at any moment of a life ends in the same state', () => {
  let clean: Awaited<ReturnType<typeof lifeWith>>;
  beforeAll(async () => {
    clean = await lifeWith();
  });

  it('which has every child of the last spec, and no other', () => {
    expect(clean.state).toMatchObject([
      { kind: 'AzureIdentity' },
      { kind: 'AzureIdentityBinding' },
      { kind: 'ConfigMap' },
      { kind: 'Deployment' },
      { kind: 'Fhir', status: { conditions: expect.any(Array) } },
      { kind: 'Service' },
    ]);
  });

  const isReading = (call: string) => /^(list|watch|served)/.test(call);
  const ofReading: CallFault[] = [
    'expired 410',
    'internal 500',
    'reset before',
  ];

  it.each(CALL_FAULTS)(
    '%s',
    async fault => {
      for (const [index, call] of clean.calls.entries()) {
        if (isReading(call) && !ofReading.includes(fault)) continue;
        const { state, writes } = await lifeWith(index, fault);
        const moment = `${fault} at call ${index}, ${call}`;
        expect({ moment, state }).toEqual({ moment, state: clean.state });
        expect(writes.length - clean.writes.length).toBeLessThanOrEqual(3);
      }
    },
    60_000,
  );
});
