import { get, only, post, type Script } from '../Exchange';

const authorization = '/apis/authorization.k8s.io/v1';

/** Who one is and what one may do, and what the API says of itself. */
export const reviews: Script = {
  name: 'reviews',
  exchanges: [
    post(
      'may I create pods?',
      `${authorization}/selfsubjectaccessreviews`,
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: {
          resourceAttributes: {
            namespace: '{ns}',
            verb: 'create',
            resource: 'pods',
          },
        },
      },
      {
        show: ({ kind, apiVersion, status }) => ({
          kind,
          apiVersion,
          allowed: JSON.stringify(status).includes('"allowed":true'),
        }),
      },
    ),
    post(
      'what may I do?',
      `${authorization}/selfsubjectrulesreviews`,
      {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectRulesReview',
        spec: { namespace: '{ns}' },
      },
      only('kind', 'apiVersion'),
    ),
    post(
      'who am I?',
      '/apis/authentication.k8s.io/v1/selfsubjectreviews',
      { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' },
      only('kind', 'apiVersion'),
    ),
    get('the version', '/version', {
      show: ({ major, minor, gitVersion }) => ({ major, minor, gitVersion }),
    }),
    get('the core group', '/api', {
      show: ({ kind, versions }) => ({ kind, versions }),
    }),
    get('one group', '/apis/apps'),
    get('a group that is not there → 404', '/apis/nothing.example.org', {
      show: (_body, { status }) => status,
    }),
    get(
      'the resources of a custom group',
      '/apis/conformance.fhir-on-aks.io/v1',
    ),
    get('is it ready?', '/readyz'),
    get('is it alive?', '/livez'),
  ],
};
