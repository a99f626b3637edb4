import { FHIR_RESOURCE } from '@fhir-on-aks/plugin-fhir-common';
import { provisionFhir } from './provisionFhir';
import { failureOf, ProvisionWorld } from './testing/ProvisionWorld';
import { sampleRequest } from './testing/samples';
import { waitUntilGone } from './waitUntilGone';

const request = sampleRequest();
const { target } = request;
let world: ProvisionWorld;

beforeEach(async () => {
  world = new ProvisionWorld({ skipUpTo: 1_000 });
  await provisionFhir(request, world.dependencies);
  world.reports.length = 0;
});

afterEach(() => world.stop());

describe('waitUntilGone', () => {
  it('ends when somebody has deleted the server', async () => {
    const waiting = waitUntilGone(target, world.dependencies);
    await world.cluster.remove(FHIR_RESOURCE, target);
    await waiting;
    expect(world.lines()).toEqual([
      'done: cardio and everything of it is gone from aks-weu/cardiology',
    ]);
  });

  it('ends at once when there is no such server', async () => {
    await waitUntilGone({ ...target, name: 'other' }, world.dependencies);
    expect(world.lines()).toEqual([
      'skipped: other is not in aks-weu/cardiology',
    ]);
  });

  it('says what the server waits for when the time is up', async () => {
    const waiting = failureOf(waitUntilGone(target, world.dependencies));
    while (!world.reports.length) {
      await new Promise(resolve => setImmediate(resolve));
    }
    await world.clock.advance(15 * 60_000);
    expect(await waiting).toMatchObject({
      code: 'timeout',
      message:
        'cardio is still there after 15 min: All 1 replicas serve FHIR R4.',
    });
  });
});
