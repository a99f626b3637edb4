import { parseRequestInfo } from './requestInfo';

describe('what a path is about', () => {
  const core = { group: '', version: 'v1', watch: false };
  const apps = { group: 'apps', version: 'v1', watch: false };

  it.each<[string, object | undefined]>([
    ['/api/v1/pods', { ...core, resource: 'pods' }],
    ['/api/v1/nodes/n', { ...core, resource: 'nodes', name: 'n' }],
    [
      '/api/v1/namespaces/a/pods/p/log',
      {
        ...core,
        namespace: 'a',
        resource: 'pods',
        name: 'p',
        subresource: 'log',
      },
    ],
    ['/api/v1/namespaces', { ...core, resource: 'namespaces' }],
    ['/api/v1/namespaces/a', { ...core, resource: 'namespaces', name: 'a' }],
    [
      '/api/v1/namespaces/a/status',
      { ...core, resource: 'namespaces', name: 'a', subresource: 'status' },
    ],
    [
      '/api/v1/namespaces/a/finalize',
      { ...core, resource: 'namespaces', name: 'a', subresource: 'finalize' },
    ],
    [
      '/api/v1/namespaces/a/pods',
      { ...core, namespace: 'a', resource: 'pods' },
    ],
    [
      '/apis/apps/v1/namespaces/a/deployments/d/scale',
      {
        ...apps,
        namespace: 'a',
        resource: 'deployments',
        name: 'd',
        subresource: 'scale',
      },
    ],
    [
      '/api/v1/namespaces/a/pods/p/proxy/x/y',
      {
        ...core,
        namespace: 'a',
        resource: 'pods',
        name: 'p',
        subresource: 'proxy/x/y',
      },
    ],
    ['/api/v1/watch/pods', { ...core, watch: true, resource: 'pods' }],
    [
      '/apis/apps/v1/watch/namespaces/a/deployments',
      { ...apps, watch: true, namespace: 'a', resource: 'deployments' },
    ],
    [
      '/api/v1/configmaps/a%2Fb',
      { ...core, resource: 'configmaps', name: 'a/b' },
    ],
    ['/api', undefined],
    ['/api/v1', undefined],
    ['/apis/apps', undefined],
    ['/apis/apps/v1', undefined],
    ['/healthz', undefined],
  ])('%s', (path, expected) => {
    expect(parseRequestInfo(path)).toEqual(expected);
  });
});
