import type { Condition, FhirStatus } from '../api/fhirStatus';
import { health, type HealthSource } from './health';

const READY: Condition = {
  type: 'Ready',
  status: 'True',
  reason: 'Ready',
  message: 'All 2 replicas serve FHIR R4.',
  lastTransitionTime: '2026-10-01T08:05:00Z',
};
const ACCEPTED: Condition = {
  type: 'Accepted',
  status: 'True',
  reason: 'SpecValid',
  message: 'The spec is valid.',
  lastTransitionTime: '2026-10-01T08:00:00Z',
};

function source(
  conditions: Condition[] | undefined,
  more: Partial<HealthSource> = {},
): HealthSource {
  const status: FhirStatus | undefined = conditions && {
    observedGeneration: 3,
    conditions,
  };
  const metadata = { generation: 3, creationTimestamp: '2026-10-01T08:00:00Z' };
  return { metadata, status, ...more };
}

describe('health', () => {
  it.each<[string, HealthSource, object]>([
    [
      'a server that is ready says since when',
      source([ACCEPTED, READY]),
      {
        word: 'Ready',
        sentence: 'All 2 replicas serve FHIR R4.',
        since: '2026-10-01T08:05:00Z',
        fatal: false,
      },
    ],
    [
      'a ready server whose spec has a warning says both',
      source([
        {
          ...ACCEPTED,
          reason: 'VersionEndOfLife',
          message: 'R4B is no longer maintained.',
        },
        READY,
      ]),
      {
        word: 'Ready',
        sentence: 'All 2 replicas serve FHIR R4. R4B is no longer maintained.',
        next: 'Plan a move to R4 or R5.',
      },
    ],
    [
      'a reason that decides gives the word and the next step',
      source([
        {
          ...READY,
          status: 'False',
          reason: 'CrashLoop',
          message: 'The server stops right after its start: exit code 1.',
        },
      ]),
      {
        word: 'Failed',
        reason: 'CrashLoop',
        sentence: 'The server stops right after its start: exit code 1.',
        next: 'Read the previous log of the pod and correct the setting that it names.',
        fatal: true,
      },
    ],
    [
      'a Fhir that nobody has looked at says so',
      source(undefined),
      {
        word: 'Progressing',
        sentence: 'The operator has not seen it yet.',
        since: '2026-10-01T08:00:00Z',
      },
    ],
    [
      'a change that nobody has looked at says so, whatever was true before',
      source([READY], { metadata: { generation: 4, creationTimestamp: '' } }),
      {
        word: 'Progressing',
        sentence: 'The operator has not seen the last change yet.',
      },
    ],
    [
      'a paused Fhir is paused even before the operator says so',
      source([READY], { spec: { reconcilePolicy: 'Pause' } }),
      {
        word: 'Paused',
        sentence: 'The operator leaves everything as it is.',
        next: 'Set reconcilePolicy to Manage to go on.',
      },
    ],
    [
      'a Fhir that is being deleted says so at once',
      source([READY], {
        metadata: {
          generation: 3,
          creationTimestamp: '',
          deletionTimestamp: '2026-10-01T10:00:00Z',
        },
      }),
      {
        word: 'Deleting',
        sentence: 'It is being deleted.',
        since: '2026-10-01T10:00:00Z',
      },
    ],
    [
      'a Ready that is Unknown is not known',
      source([
        {
          ...READY,
          status: 'Unknown',
          reason: 'NotChecked',
          message: 'Nobody knows.',
        },
      ]),
      { word: 'Unknown', sentence: 'Nobody knows.', fatal: false },
    ],
  ])('%s', (_, from, expected) => {
    expect(health(from)).toMatchObject(expected);
  });
});
