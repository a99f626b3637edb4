import { inspect } from 'node:util';
import type { ArmFault } from '@fhir-on-aks/sandbox-azure';
import { AzureError } from './providers/azure/AzureError';
import { AzureWorld } from './testing/__testUtils__/AzureWorld';
import { failureOf } from './testing/ProvisionWorld';

/** Azure that refuses, is busy, fails or hangs up, at every request of every operation; the real client, the emulator. */

const passing: Array<[string, ArmFault]> = [
  ['409, another write at the same time', { status: 409 }],
  ['429 with Retry-After', { status: 429, retryAfterSeconds: 2 }],
  ['429 without Retry-After', { status: 429 }],
  ['500', { status: 500 }],
  ['503', { status: 503 }],
  ['connection reset before it was done', { cut: 'before' }],
  ['connection reset after it was done', { cut: 'after' }],
];

jest.setTimeout(60_000);

let world: AzureWorld;
let undisturbed: ReturnType<AzureWorld['summary']>;

beforeAll(async () => {
  world = await AzureWorld.start();
});

afterAll(() => world.close());

describe.each([
  ['provision', 3],
  ['deprovision', 5],
] as const)('%s', (operation, least) => {
  let requests: number;

  async function arrange(): Promise<void> {
    await world.reset();
    if (operation === 'deprovision') await world.operations.provision();
  }

  beforeAll(async () => {
    await arrange();
    const before = world.azure.requests.length;
    await world.operations[operation]();
    requests = world.azure.requests.length - before;
    undisturbed = world.summary();
  });

  it('makes several requests to Azure', () => {
    expect(requests).toBeGreaterThan(least);
  });

  it.each(passing)('%s: tries again, the same end', async (_case, fault) => {
    for (let at = 0; at < requests; at += 1) {
      await arrange();
      world.failAt(at, fault);
      await world.operations[operation]();
      expect([at, world.summary()]).toEqual([at, undisturbed]);
    }
  });

  it('403: ends at once, names the remedy, and run again it reaches the same end', async () => {
    for (let at = 0; at < requests; at += 1) {
      await arrange();
      world.failAt(at, { status: 403 });
      const failure = await failureOf(world.operations[operation]());
      expect(failure.code).toBe('refused');
      expect(failure.message).toContain('AuthorizationFailed');
      expect(failure.next).toContain('Managed Identity Contributor');
      if (operation === 'provision') expectNothingMade(failure.left);
      world.failAt(at, undefined);
      await world.operations[operation]();
      expect([at, world.summary()]).toEqual([at, undisturbed]);
    }
  });

  it('500 that does not pass: says what is left, and run again it goes on', async () => {
    for (let at = 0; at < requests; at += 1) {
      await arrange();
      world.failFrom(at, { status: 500 });
      const failure = await failureOf(world.operations[operation]());
      expect(failure.code).toBe('unreachable');
      expect(failure.next).toContain('run it again');
      world.failAt(at, undefined);
      await world.operations[operation]();
      expect([at, world.summary()]).toEqual([at, undisturbed]);
    }
  });
});

function expectNothingMade(left: string[]): void {
  expect(left).toEqual([]);
  expect(world.summary()).toMatchObject({
    identities: [],
    credentials: [],
    roles: [],
    fhirs: 0,
  });
}

it('waits as long as Retry-After says, and tells it', async () => {
  await world.reset();
  world.failAt(1, { status: 429, retryAfterSeconds: 40 });
  const before = world.clock.now();
  await world.operations.provision();
  expect(world.clock.now() - before).toBeGreaterThanOrEqual(40_000);
  expect(world.messages()).toContainEqual(
    expect.stringMatching(/TooManyRequests.*; trying again in 40 s$/),
  );
});

it('does not wait for a Retry-After of an hour', async () => {
  await world.reset();
  world.failFrom(1, { status: 429, retryAfterSeconds: 3600 });
  const before = world.clock.now();
  expect((await failureOf(world.operations.provision())).code).toBe(
    'unreachable',
  );
  expect(world.clock.now() - before).toBeLessThan(40_000);
});

describe('secrets stay secret', () => {
  const everything = (value: unknown) =>
    inspect(value, { depth: 12, showHidden: true, breakLength: Infinity });

  it('in the error of a refused request: no token, no client secret', async () => {
    await world.reset();
    world.failAt(1, { status: 403 });
    const failure = await failureOf(world.operations.provision());
    const shown = everything(failure) + everything(world.messages());
    expect(failure.cause).toBeInstanceOf(AzureError);
    expect(shown).not.toContain(world.azure.state.clientSecret);
    expect(shown).not.toMatch(/Bearer|eyJ[A-Za-z0-9_-]{10}/);
  });

  it('in the error of a refused sign-in', async () => {
    await world.reset();
    const wrong = 'wrong~secret-of-the-portal';
    const failure = await failureOf(
      world.operations.provision({ clientSecret: wrong }),
    );
    expect(failure.message).toContain('could not sign in to Azure');
    expect(everything(failure) + everything(world.messages())).not.toContain(
      wrong,
    );
  });
});
