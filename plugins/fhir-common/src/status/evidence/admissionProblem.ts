import { shorten } from './shorten';

/** Why the cluster does not create pods of a ReplicaSet. */
export interface AdmissionProblem {
  reason: 'QuotaExceeded' | 'PodsRefused';
  problem: string;
}

/** Reads the message of the condition ReplicaFailure: the API server's answer to the creation of a pod. */
export function admissionProblem(message = ''): AdmissionProblem {
  const [, quota, requested] =
    /exceeded quota: ([^,]+), requested: (.+?), used:/.exec(message) ?? [];
  if (quota) {
    return exceeded(`quota ${quota} has no room for ${requested}`);
  }
  const said = shorten(message.replace(/^.*? is forbidden: /s, ''));
  const limited =
    /failed quota|(?:maximum|minimum) \S+ usage per|limit to request ratio/i;
  return limited.test(said)
    ? exceeded(said)
    : { reason: 'PodsRefused', problem: said };
}

function exceeded(problem: string): AdmissionProblem {
  return { reason: 'QuotaExceeded', problem };
}
