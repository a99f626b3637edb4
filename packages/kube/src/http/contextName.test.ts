import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { contextName } from './contextName';

const kubeconfig = {
  clusters: [{ name: 'one', cluster: { server: 'https://127.0.0.1:6443' } }],
  users: [{ name: 'me', user: { token: 't' } }],
  contexts: ['aks-weu', 'aks-neu'].map(name => ({
    name,
    context: { cluster: 'one', user: 'me' },
  })),
  'current-context': 'aks-weu',
};

let kubeconfigPath: string;

beforeAll(() => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'context-'));
  kubeconfigPath = path.join(folder, 'kubeconfig');
  fs.writeFileSync(kubeconfigPath, JSON.stringify(kubeconfig));
});

afterAll(() => fs.rmSync(path.dirname(kubeconfigPath), { recursive: true }));

describe('contextName', () => {
  it('is the current context unless one is given', () => {
    expect(contextName({ kubeconfigPath })).toBe('aks-weu');
    expect(contextName({ kubeconfigPath, context: 'aks-neu' })).toBe('aks-neu');
  });

  it('throws a sentence when the kubeconfig cannot be used', () => {
    expect(() => contextName({ kubeconfigPath: '/nowhere' })).toThrow(
      'cannot read the kubeconfig /nowhere',
    );
  });
});
