import { sampleInput } from '@fhir-on-aks/provision/testing';
import { CliWorld } from '../__testUtils__/CliWorld';
import { CommandError } from '../CommandError';
import type { FleetOptions } from '../options';
import { Session } from '../Session';
import { resolveInstance } from './resolveInstance';

let cli: CliWorld;

const resolve = (text: string, options: FleetOptions = {}) =>
  resolveInstance(text, new Session(cli.environment(), options));

async function refusal(text: string, options?: FleetOptions) {
  const error = await resolve(text, options).catch((cause: unknown) => cause);
  if (error instanceof CommandError) {
    return `${error.exitCode}: ${error.message} ${error.next}`;
  }
  throw new Error(`it was not refused: ${JSON.stringify(error)}`);
}

afterEach(() => cli.close());

describe('resolveInstance with one cluster', () => {
  beforeEach(async () => {
    cli = new CliWorld();
    await cli.run('provision', '-f', 'request.yaml');
  });

  it.each([
    ['cardio', {}],
    ['cardiology/cardio', {}],
    ['aks-weu/cardiology/cardio', {}],
    ['cardio', { namespace: 'cardiology' }],
    ['cardio', { cluster: 'aks-weu' }],
    ['aks-weu/cardiology/cardio', { cluster: 'aks-weu' }],
  ])('%s with %j', async (text, options) => {
    expect(await resolve(text, options)).toEqual({
      cluster: 'aks-weu',
      namespace: 'cardiology',
      name: 'cardio',
    });
  });

  it('asks the cluster only when the name does not say it', async () => {
    cli.world.cluster.calls.length = 0;
    await resolve('cardiology/cardio');
    expect(cli.world.cluster.calls).toEqual([]);
    await resolve('cardio');
    expect(cli.world.cluster.calls).toHaveLength(1);
  });

  it('takes what is not there for what can only have been in the one namespace', async () => {
    expect(await resolve('gone')).toEqual({
      cluster: 'aks-weu',
      namespace: 'cardiology',
      name: 'gone',
    });
  });

  it.each([
    [
      '',
      {},
      '2: "" does not name a FHIR server. Write name, namespace/name or cluster/namespace/name.',
    ],
    ['/cardio', {}, '2: "/cardio" does not name'],
    ['a/b/c/d', {}, '2: "a/b/c/d" does not name'],
    [
      'other/cardio',
      { namespace: 'cardiology' },
      '2: "other/cardio" names the namespace other, --namespace names cardiology. Leave one of the two out.',
    ],
  ])('refuses "%s" with %j', async (text, options, words) => {
    expect(await refusal(text, options)).toContain(words);
  });

  it('refuses a cluster that is not there', async () => {
    await expect(resolve('aks-neu/cardiology/cardio')).rejects.toThrow(
      'use one of aks-weu',
    );
  });

  it('says what there is when several namespaces could have had it', async () => {
    cli.configure({ namespaces: ['cardiology', 'radiology'] });
    expect(await refusal('gone')).toBe(
      '3: There is no FHIR server "gone". There are aks-weu/cardiology/cardio.',
    );
  });
});

describe('resolveInstance with several clusters', () => {
  beforeEach(() => {
    cli = new CliWorld(['aks-weu', 'aks-neu']);
  });

  const make = (name: string, cluster: string) => {
    cli.file('request.yaml', { ...sampleInput, name, cluster });
    return cli.run('provision', '-f', 'request.yaml');
  };

  it('finds the one cluster that has it', async () => {
    await make('cardio', 'aks-neu');
    expect(await resolve('cardiology/cardio')).toMatchObject({
      cluster: 'aks-neu',
    });
  });

  it('names all that could be meant', async () => {
    await make('cardio', 'aks-weu');
    await make('cardio', 'aks-neu');
    expect(await refusal('cardio')).toBe(
      '2: There are 2 FHIR servers "cardio": aks-neu/cardiology/cardio, aks-weu/cardiology/cardio. Name one of them in full.',
    );
    expect(await resolve('cardio', { cluster: 'aks-neu' })).toMatchObject({
      cluster: 'aks-neu',
    });
  });

  it('says that there is none', async () => {
    expect(await refusal('cardio')).toBe(
      '3: There is no FHIR server "cardio". There is none yet: make one with fhirctl provision.',
    );
  });

  it('does not take a cluster that is silent for one without it', async () => {
    cli.unreadable.add('aks-neu');
    expect(await refusal('cardio')).toContain(
      '5: "cardio" was not found, and cluster aks-neu did not answer',
    );
  });
});
