import 'reflect-metadata';
import fs from 'node:fs';
import path from 'node:path';
import * as x509 from '@peculiar/x509';

/** PEM texts: the authority that clients trust, and the server's certificate with its key. */
export interface Certificates {
  ca: string;
  cert: string;
  key: string;
}

const algorithm = {
  name: 'ECDSA',
  namedCurve: 'P-256',
  hash: 'SHA-256',
} as const;
const tenYears = 10 * 365 * 24 * 3600 * 1000;
const day = 24 * 3600 * 1000;

/** A certificate authority of its own and a certificate for 127.0.0.1, localhost and *.localhost. */
export async function createCertificates(
  now = Date.now(),
): Promise<Certificates> {
  const validity = {
    notBefore: new Date(now - day),
    notAfter: new Date(now + tenYears),
    signingAlgorithm: algorithm,
  };
  const authorityKeys = await newKeys();
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...validity,
    name: 'CN=FHIR on AKS sandbox',
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const serverKeys = await newKeys();
  const server = await x509.X509CertificateGenerator.create({
    ...validity,
    subject: 'CN=localhost',
    issuer: authority.subject,
    publicKey: serverKeys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([
        { type: 'ip', value: '127.0.0.1' },
        { type: 'dns', value: 'localhost' },
        { type: 'dns', value: '*.localhost' },
      ]),
      await x509.AuthorityKeyIdentifierExtension.create(
        authorityKeys.publicKey,
      ),
    ],
  });
  return {
    ca: `${authority.toString('pem')}\n`,
    cert: `${server.toString('pem')}\n`,
    key: await privateKeyPem(serverKeys.privateKey),
  };
}

/** The certificates kept in the directory, made on the first start. */
export async function loadCertificates(
  directory: string,
): Promise<Certificates> {
  const files = {
    ca: path.join(directory, 'ca.pem'),
    cert: path.join(directory, 'server.pem'),
    key: path.join(directory, 'server-key.pem'),
  };
  if (Object.values(files).every(file => fs.existsSync(file))) {
    return {
      ca: fs.readFileSync(files.ca, 'utf8'),
      cert: fs.readFileSync(files.cert, 'utf8'),
      key: fs.readFileSync(files.key, 'utf8'),
    };
  }
  const made = await createCertificates();
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(files.ca, made.ca);
  fs.writeFileSync(files.cert, made.cert);
  fs.writeFileSync(files.key, made.key, { mode: 0o600 });
  return made;
}

async function newKeys() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privateKeyPem(key: CryptoKey): Promise<string> {
  const der = await crypto.subtle.exportKey('pkcs8', key);
  const base64 = Buffer.from(der).toString('base64');
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN PRIVATE KEY-----\n${lines.join(
    '\n',
  )}\n-----END PRIVATE KEY-----\n`;
}
