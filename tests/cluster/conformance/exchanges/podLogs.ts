import { get, only, post, type Script } from '../Exchange';

const pods = '/api/v1/namespaces/{ns}/pods';

const pod = (name: string, containers: string[]) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: {
    schedulerName: 'nobody',
    automountServiceAccountToken: false,
    initContainers: [{ name: 'first', image: 'example.test/first' }],
    containers: containers.map(one => ({
      name: one,
      image: `example.test/${one}`,
    })),
  },
});

const made = only('metadata.name');
const log = (query = '') => `${pods}/one/log${query}`;

/** What may be asked of logs. The pods have no node, so that they have no lines. */
export const podLogs: Script = {
  name: 'pod-logs',
  exchanges: [
    post('a pod', pods, pod('one', ['main']), made),
    post('a pod of two', pods, pod('two', ['main', 'side']), made),
    get('the log of no pod → 404', `${pods}/nothing/log`),
    get('the log of a pod that no node runs is empty', log()),
    get('the log of a container', log('?container=main')),
    get('the log of an init container', log('?container=first')),
    get('the log of no container → 400', log('?container=other')),
    get('one container of two must be named → 400', `${pods}/two/log`),
    get('lines below zero → 422', log('?tailLines=-1')),
    get('lines that are no number → 400', log('?tailLines=many')),
    get('no bytes at all → 422', log('?limitBytes=0')),
    get('from now on → 422', log('?sinceSeconds=0')),
    get(
      'since two times → 422',
      log('?sinceSeconds=5&sinceTime=2026-01-01T00:00:00Z'),
    ),
    get('two things wrong → 422', log('?tailLines=-1&limitBytes=-2')),
    get(
      'everything at once',
      log('?follow=true&previous=true&timestamps=1&tailLines=0&sinceSeconds=1'),
    ),
  ],
};
