import type { FhirSpecInput } from '@fhir-on-aks/plugin-fhir-common';
import { describeOnOwnControlPlane } from '../controlPlane';
import { kubectl } from '../kubectl';
import { shuffledDeck } from './Deck';
import { installDefinition, removeDefinition } from './definitions';
import {
  ATTEMPTS,
  FaultProxy,
  FAULTS,
  type Fault,
  type ProxiedCall,
} from './FaultProxy';
import { fhirOf, fullSpec, leastSpec, otherSpec } from './fhirs';
import { hostOperator, type HostedOperator } from './hostOperator';
import { OperatorStage } from './OperatorStage';
import { soak } from './soak';

/** The steps of a life; each makes the operator call the API server for everything that it ever calls it for. */
const steps: Array<
  [string, (stage: OperatorStage, names: string[]) => void | Promise<void>]
> = [
  ['made', specOf(fullSpec)],
  ['robbed of a child', (stage, names) => void deleteServices(stage, names)],
  ['changed in everything', specOf(otherSpec)],
  ['reduced', specOf(leastSpec)],
];

/** All of them in `yarn test:faults`, another one each time in the gate. */
const faults = soak ? FAULTS : [shuffledDeck().pick(FAULTS)];

/** A call that fails for one Fhir, as often as is left. */
interface Plan {
  call: string;
  fault: Fault;
  left: number;
}

describeOnOwnControlPlane('one call of a reconcile fails', () => {
  let stage: OperatorStage;
  let proxy: FaultProxy;
  let operator: HostedOperator;
  let plans = new Map<string, Plan>();
  /** What the operator asked for in each step of a life in which nothing failed. */
  const calls = new Map<string, string[]>();
  let kubeconfig: string;
  /** How much that life wrote. */
  let cleanWrites = 0;

  const start = () =>
    hostOperator({
      kubeconfig,
      namespace: stage.system,
      settings: stage.config,
    });

  beforeAll(async () => {
    stage = new OperatorStage('calls');
    installDefinition('gateway');
    installDefinition('podIdentity');
    ({ proxy, kubeconfig } = await FaultProxy.start(stage.kubeconfigOf()));
    operator = await start();
  }, 120_000);

  afterAll(async () => {
    await operator.stop();
    proxy.close();
    await stage.close();
    removeDefinition('gateway');
    removeDefinition('podIdentity');
  });

  afterEach(async () => {
    proxy.faultOf = () => undefined;
    await stage.removeAll();
  });

  it('or none: that is what the others are held against', async () => {
    const name = nameOf(0);
    const mark = stage.audit.mark();
    for (const [step, act] of steps) {
      const met = new Set<string>();
      proxy.faultOf = call => {
        const [fhir, what] = identify(call);
        if (fhir === name) met.add(what);
        return undefined;
      };
      await act(stage, [name]);
      await stage.untilRight(50);
      // Events come when everything else is done.
      await stage.staysQuiet(undefined, 1);
      calls.set(step, [...met].sort());
    }
    cleanWrites = stage.audit.writes(stage.userOf(), mark).length;
    expect(Object.fromEntries(calls)).toMatchObject({
      made: expect.arrayContaining(['PATCH deployments', 'PUT fhirs/status']),
      'robbed of a child': expect.arrayContaining(['GET fhirs']),
      'changed in everything': expect.arrayContaining(['DELETE ingresses']),
      reduced: expect.arrayContaining(['DELETE httproutes']),
    });
  }, 120_000);

  describe.each(faults)('%s', fault => {
    it('with each call of a life, and it ends as if nothing had happened', async () => {
      const most = Math.max(...[...calls.values()].map(({ length }) => length));
      const names = Array.from({ length: most }, (_, i) => nameOf(i + 1));
      const mark = stage.audit.mark();
      proxy.faultOf = call => meet(plans, call);
      for (const [step, act] of steps) {
        plans = new Map(
          (calls.get(step) ?? []).map((call, index) => [
            nameOf(index + 1),
            { call, fault, left: ATTEMPTS[fault] },
          ]),
        );
        await act(stage, names);
        await stage.untilRight(60);
        await untilAllHaveFailed([...plans.values()]);
      }
      const writes = stage.audit.writes(stage.userOf(), mark);
      console.info(`${fault}: ${names.length} Fhirs, ${writes.length} writes`);
      // Many at once see more of what is on its way than one does; what fails is tried again.
      expect(writes.length).toBeLessThan(2 * names.length * cleanWrites);
      await stage.staysQuiet(undefined, 2);
    }, 150_000);

    it('with everything that is read at a start, and with the lease', async () => {
      await operator.stop();
      const failed = new Map<string, number>();
      proxy.faultOf = ({ method, path, isWatch }) => {
        const what = [isWatch ? 'WATCH' : method, path].join(' ');
        const times = failed.get(what) ?? 0;
        if (times >= ATTEMPTS[fault]) return undefined;
        failed.set(what, times + 1);
        return fault;
      };
      operator = await start();
      await stage.apply(
        fhirOf(stage.namespace, nameOf(0), fullSpec(nameOf(0))),
      );
      await stage.untilRight(60);
    }, 120_000);
  });

  it('and none was forbidden', () => {
    expect(stage.audit.forbidden(stage.userOf(), 0)).toEqual([]);
  });
});

function specOf(spec: (name: string) => FhirSpecInput) {
  return (stage: OperatorStage, names: string[]) =>
    stage.apply(
      ...names.map(name => fhirOf(stage.namespace, name, spec(name))),
    );
}

function deleteServices({ namespace }: OperatorStage, names: string[]): void {
  kubectl(['delete', 'services', '-n', namespace, ...names]);
}

function nameOf(number: number): string {
  return `f${String(number).padStart(3, '0')}`;
}

/** Whose call it is, and what it is: `PATCH configmaps -roles`, whatever the Fhir is called. */
function identify({
  method,
  path,
  isWatch,
  body,
}: ProxiedCall): [string, string] {
  if (isWatch) return ['', ''];
  const [, rest = ''] = path.split(/\/namespaces\/[^/]+\//);
  const [plural = '', object = '', sub = ''] = rest.split('/');
  const about = plural === 'events' ? eventAbout(object, body) : object;
  const [, fhir = '', more = ''] = /^(f\d{3})(-[a-z]+)?/.exec(about) ?? [];
  const what = [plural, sub].filter(Boolean).join('/');
  return [fhir, [method, what, more].filter(Boolean).join(' ')];
}

function eventAbout(object: string, body: string): string {
  return object || String(Object(JSON.parse(body)).involvedObject?.name);
}

/** Waits until every planned call has been made, which is a little later for events. */
async function untilAllHaveFailed(plans: readonly Plan[]): Promise<void> {
  const unmet = () =>
    plans.filter(({ left, fault }) => left === ATTEMPTS[fault]);
  for (let look = 0; unmet().length > 0 && look < 100; look += 1) {
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  expect(unmet()).toEqual([]);
}

function meet(plans: Map<string, Plan>, call: ProxiedCall): Fault | undefined {
  const [fhir, what] = identify(call);
  const plan = plans.get(fhir);
  if (plan?.call !== what || plan.left === 0) return undefined;
  plan.left -= 1;
  return plan.fault;
}
