import { choice } from './__testUtils__/FormBackend';
import { formStateOf } from './formState';
import {
  clusterOf,
  likelyPlace,
  suggestedDatabase,
  suggestionsFor,
} from './places';

const weu = choice({ namespaces: ['cardiology'] });
const neu = choice({ name: 'aks-neu', title: 'North', namespaces: ['a', 'b'] });
const down = choice({ name: 'aks-down', state: 'unreachable' });

describe('clusterOf', () => {
  it.each([
    ['the chosen one, even when it is down', { cluster: 'aks-down' }, down],
    ['nothing when the chosen one is unknown', { cluster: 'x' }, undefined],
  ])('is %s', (_case, form, expected) => {
    expect(clusterOf(form, [weu, down])).toBe(expected);
  });

  it('is the only one that answers', () => {
    expect(clusterOf({}, [down, weu])).toBe(weu);
  });

  it('is nothing while there is a choice', () => {
    expect(clusterOf({}, [weu, neu])).toBeUndefined();
  });
});

describe('likelyPlace', () => {
  it.each([
    [
      'the only place there is, for certain',
      {},
      [weu],
      { cluster: weu, namespace: 'cardiology', certain: true },
    ],
    [
      'the first namespace of the chosen cluster, perhaps',
      { cluster: 'aks-neu' },
      [weu, neu],
      { cluster: neu, namespace: 'a', certain: false },
    ],
    [
      'what is chosen, for certain',
      { cluster: 'aks-neu', namespace: 'b' },
      [weu, neu],
      { cluster: neu, namespace: 'b', certain: true },
    ],
    [
      'the first cluster that answers, perhaps',
      {},
      [down, weu, neu],
      { cluster: weu, namespace: 'cardiology', certain: false },
    ],
    ['nowhere without a cluster that answers', {}, [down], undefined],
    ['nowhere before the clusters are known', {}, [], undefined],
  ])('is %s', (_case, form, clusters, expected) => {
    expect(likelyPlace(formStateOf(form), clusters)).toEqual(expected);
  });
});

describe('suggestionsFor', () => {
  const form = formStateOf({ name: 'cardio', namespace: 'cardiology' });

  it('says what the cluster suggests to a server of this name', () => {
    expect(suggestionsFor(form, weu)).toEqual({
      host: 'cardio.cardiology.fhir.example.org',
      databaseServer: 'sql-fhir.database.windows.net',
      authority: 'https://login.example.org/v2.0',
      audience: 'api://cardio',
    });
  });

  it('suggests no names before there is one', () => {
    expect(suggestionsFor(formStateOf({}), weu)).toMatchObject({
      host: undefined,
      audience: undefined,
      databaseServer: 'sql-fhir.database.windows.net',
    });
  });

  it('suggests nothing without a cluster', () => {
    expect(suggestionsFor(form, undefined)).toEqual({});
  });
});

it('suggests each server a database of its own', () => {
  expect(
    suggestedDatabase(formStateOf({ name: 'cardio', namespace: 'heart' })),
  ).toBe('heart-cardio');
  expect(suggestedDatabase(formStateOf({ name: 'cardio' }))).toBeUndefined();
});
