import { ClusterUnreachableError, KubernetesApiError } from '@fhir-on-aks/kube';
import { InvalidInputError } from '@fhir-on-aks/plugin-fhir-common';
import { explainFailure } from './explainFailure';
import { AzureError, type RetryAdvice } from './providers/azure/AzureError';
import { ProvisionError } from './ProvisionError';

const azure = (code: string, retry: RetryAdvice = 'fatal') =>
  new AzureError(`Azure answered ${code}: words`, {
    code,
    retry,
    correlationId: 'c-1',
  });
const kubernetes = (code: number, reason?: string) =>
  new KubernetesApiError('words', {
    code,
    status: { details: { causes: [{ reason }] } },
  });

describe('explainFailure says what to do', () => {
  it.each([
    [azure('AuthorizationFailed'), 'refused', /Managed Identity Contributor/],
    [azure('LinkedAuthorizationFailed'), 'refused', /Managed Identity/],
    [azure('RequestDisallowedByPolicy'), 'refused', /exemption/],
    [azure('ResourceGroupNotFound'), 'not-configured', /azure.resourceGroup/],
    [azure('SubscriptionNotFound'), 'not-configured', /subscriptionId/],
    [azure('ScopeLocked', 'slow'), 'refused', /management lock/],
    [azure('BadRequest'), 'refused', /message of Azure/],
    [azure('InternalServerError', 'retry'), 'unreachable', /run it again/],
    [kubernetes(401), 'not-configured', /Sign in to the cluster/],
    [kubernetes(403), 'refused', /get, list, watch, create, patch and delete/],
    [kubernetes(404), 'not-found', /Check the namespace/],
    [kubernetes(409, 'FieldManagerConflict'), 'refused', /with force/],
    [kubernetes(409), 'refused', /at the same time: run it again/],
    [kubernetes(422), 'invalid', /Correct the field/],
    [kubernetes(400), 'invalid', /Correct the field/],
    [kubernetes(500), 'unreachable', /answers again/],
    [
      new ClusterUnreachableError('connect ECONNREFUSED'),
      'unreachable',
      /Check that the cluster runs/,
    ],
  ])('%s → %s', (error, code, next) => {
    const failure = explainFailure(error);
    expect(failure.code).toBe(code);
    expect(failure.next).toMatch(next);
    expect(failure.message).toContain(error.message);
  });

  it('joins an Azure failure with the Activity Log', () => {
    expect(explainFailure(azure('BadRequest')).message).toBe(
      'Azure answered BadRequest: words (correlation id c-1)',
    );
  });

  it('keeps the issues of an invalid input', () => {
    const error = new InvalidInputError('The request', [
      { field: 'a', value: '1', message: 'is wrong', remedy: 'leave it out' },
    ]);
    expect(explainFailure(error)).toMatchObject({
      code: 'invalid',
      message: error.message,
    });
  });

  it('an abort comes before the error that it caused', () => {
    const failure = explainFailure(new Error('x'), AbortSignal.abort());
    expect(failure.code).toBe('aborted');
  });

  it('keeps what is explained already, and takes in what is not an error', () => {
    const known = new ProvisionError('m', { code: 'protected' });
    expect(explainFailure(known)).toBe(known);
    expect(explainFailure('text')).toMatchObject({
      code: 'refused',
      message: 'text',
    });
  });
});
