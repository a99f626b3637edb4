import type { ClusterState } from '@fhir-on-aks/plugin-fhir-common';
import type { Answer, Verb } from '@fhir-on-aks/plugin-fhir-node';
import { readInstance } from '../fleet/readInstance';
import { sampleFhir } from '../__testUtils__/sampleObjects';
import { allowedVerbs } from './allowedVerbs';

const connected: ClusterState = {
  name: 'aks',
  title: 'West Europe',
  state: 'connected',
};
const answer = (allowed: boolean): Answer => ({
  never: false,
  allows: () => allowed,
});
const may = (refused: Verb[] = []) => ({
  read: answer(true),
  update: answer(!refused.includes('update')),
  delete: answer(!refused.includes('delete')),
  logs: answer(!refused.includes('logs')),
});
const reasons = (
  more: {
    fhir?: Parameters<typeof sampleFhir>[1];
    cluster?: ClusterState;
    refused?: Verb[];
  } = {},
) => {
  const instance = readInstance('aks', sampleFhir('cardio', more.fhir));
  const allowed = allowedVerbs(
    instance,
    more.cluster ?? connected,
    may(more.refused),
  );
  return Object.fromEntries(
    Object.entries(allowed)
      .filter(([, verdict]) => !verdict.allowed)
      .map(([verb, { reason }]) => [verb, reason]),
  );
};

describe('allowedVerbs', () => {
  it.each([
    ['nothing stands against anything', {}, {}],
    [
      'the policy refuses, and says whom to ask',
      { refused: ['update'] as Verb[] },
      {
        update:
          'You may not change FHIR server aks/fhir/cardio. Ask its owner group:default/cardiology or the platform team for the permission fhir.instance.update.',
      },
    ],
    [
      'deletion protection is on',
      { fhir: { spec: { deletionProtection: 'Enabled' } } },
      {
        delete: 'Deletion protection is on. Turn it off with Update first.',
      },
    ],
    [
      'another tool made it, which would undo every change',
      {
        fhir: { metadata: { labels: { 'argocd.argoproj.io/instance': 'x' } } },
      },
      Object.fromEntries(
        ['update', 'delete'].map(verb => [
          verb,
          'It was not made by provisioning. Use the tool that made it.',
        ]),
      ),
    ],
    [
      'it is being deleted: logs can still be read',
      { fhir: { metadata: { deletionTimestamp: '2026-09-01T11:00:00Z' } } },
      {
        update: 'It is being deleted already.',
        delete: 'It is being deleted already.',
      },
    ],
    [
      'the cluster does not answer',
      { cluster: { ...connected, state: 'unreachable' as const } },
      Object.fromEntries(
        ['update', 'delete', 'logs'].map(verb => [
          verb,
          'Cluster West Europe cannot be reached now. Try again later.',
        ]),
      ),
    ],
  ])('%s', (_, more, expected) => {
    expect(reasons(more)).toEqual(expected);
  });
});
