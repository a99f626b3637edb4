import { admissionProblem } from './admissionProblem';

describe('admissionProblem', () => {
  it.each([
    [
      'pods "cardio-1" is forbidden: exceeded quota: team, requested: limits.cpu=1,limits.memory=2Gi, used: limits.cpu=3,limits.memory=3Gi, limited: limits.cpu=4,limits.memory=4Gi',
      'QuotaExceeded',
      'quota team has no room for limits.cpu=1,limits.memory=2Gi',
    ],
    [
      'pods "cardio-1" is forbidden: failed quota: team: must specify limits.cpu for: fhir',
      'QuotaExceeded',
      'failed quota: team: must specify limits.cpu for: fhir',
    ],
    [
      'pods "cardio-1" is forbidden: maximum memory usage per Container is 1Gi, but limit is 2Gi',
      'QuotaExceeded',
      'maximum memory usage per Container is 1Gi, but limit is 2Gi',
    ],
    [
      'pods "cardio-1" is forbidden: violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
      'PodsRefused',
      'violates PodSecurity "restricted:latest": allowPrivilegeEscalation != false',
    ],
    [
      'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": no endpoints available for service "azure-wi-webhook-webhook-service"',
      'PodsRefused',
      'Internal error occurred: failed calling webhook "mutation.azure-workload-identity.io": no endpoints available for service "azure-wi-webhook-webhook-service"',
    ],
  ])('%s', (message, reason, problem) => {
    expect(admissionProblem(message)).toEqual({ reason, problem });
  });
});
