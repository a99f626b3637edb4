import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { ManualClock } from '../api';
import { loadTokenKey, ServiceAccountTokens } from './ServiceAccountTokens';

const key = loadTokenKey();
const subject = {
  namespace: 'fhir',
  serviceAccount: 'sample',
  pod: { name: 'sample-1', uid: 'u' },
};

it('issues tokens of the cluster for a service account and an audience', () => {
  const clock = new ManualClock();
  const tokens = new ServiceAccountTokens(key, 'https://issuer/', clock);
  const token = tokens.issue(subject, 'api://AzureADTokenExchange', 3600);
  expect(decodeJwt(token)).toMatchObject({
    iss: 'https://issuer/',
    sub: 'system:serviceaccount:fhir:sample',
    aud: ['api://AzureADTokenExchange'],
  });
  expect(() => tokens.verify(token)).not.toThrow();
  clock.advance(3_601_000);
  expect(() => tokens.verify(token)).toThrow('the token has expired');
});

it('knows the tokens of another cluster from its own', () => {
  const clock = new ManualClock();
  const other = new ServiceAccountTokens(
    loadTokenKey(),
    'https://issuer/',
    clock,
  ).issue(subject, 'a', 60);
  const tokens = new ServiceAccountTokens(key, 'https://issuer/', clock);
  expect(() => tokens.verify(other)).toThrow(
    'the signature of the token is not that of the cluster',
  );
  expect(() => tokens.verify('nonsense')).toThrow();
});

it('keeps its key in a file that only its owner can read', () => {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'key-'));
  expect(loadTokenKey(directory)).toBe(loadTokenKey(directory));
  expect(
    fs.statSync(path.join(directory, 'service-account-key.pem')).mode % 0o1000,
  ).toBe(0o600);
  fs.rmSync(directory, { recursive: true });
});
