import { execFileSync } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const days = '30';
const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];

/**
 * A certificate authority in a folder, by openssl: ECDSA P-256, valid for a month, for one test control plane.
 * @param {string} directory
 */
export function certificateAuthority(directory) {
  const file = (/** @type {string} */ name) => path.join(directory, name);

  if (!existsSync(file('ca.crt'))) {
    mkdirSync(directory, { recursive: true });
    openssl(
      ...['req', '-x509', ...curve, '-nodes', '-days', days],
      ...['-keyout', file('ca.key'), '-out', file('ca.crt')],
      ...['-subj', '/CN=fhir-on-aks-test-ca'],
    );
  }

  return {
    caFile: file('ca.crt'),

    /**
     * The API server's own certificate.
     * @param {string} name
     * @param {string[]} alternativeNames for example `IP:127.0.0.1`, `DNS:localhost`
     */
    issueServer: (name, alternativeNames) =>
      issue(name, `/CN=${name}`, [
        'extendedKeyUsage=serverAuth',
        `subjectAltName=${alternativeNames.join(',')}`,
      ]),

    /**
     * A client certificate: Kubernetes reads the user from the common name and the groups from the organizations.
     * @param {string} user
     * @param {string[]} groups
     */
    issueClient: (user, groups = []) =>
      issue(
        user.replace(/[^A-Za-z0-9-]/g, '-'),
        `${groups.map(group => `/O=${group}`).join('')}/CN=${user}`,
        ['extendedKeyUsage=clientAuth'],
      ),

    /** The key that signs service account tokens, in the one encoding that the API server reads for both its uses. */
    issueSigningKey: () => {
      const { privateKey } = generateKeyPairSync('ec', {
        namedCurve: 'P-256',
        privateKeyEncoding: { type: 'sec1', format: 'pem' },
        publicKeyEncoding: { type: 'spki', format: 'pem' },
      });
      writeFileSync(file('tokens.key'), privateKey, { mode: 0o600 });
      return file('tokens.key');
    },
  };

  /**
   * @param {string} name
   * @param {string} subject
   * @param {string[]} extensions
   */
  function issue(name, subject, extensions) {
    writeFileSync(file(`${name}.ext`), extensions.join('\n'));
    openssl(
      ...['req', ...curve, '-nodes', '-subj', subject],
      ...['-keyout', file(`${name}.key`), '-out', file(`${name}.csr`)],
    );
    openssl(
      ...['x509', '-req', '-days', days, '-in', file(`${name}.csr`)],
      ...['-CA', file('ca.crt'), '-CAkey', file('ca.key')],
      ...['-set_serial', `0x${randomBytes(8).toString('hex')}`],
      ...['-extfile', file(`${name}.ext`), '-out', file(`${name}.crt`)],
    );
    return { cert: file(`${name}.crt`), key: file(`${name}.key`) };
  }
}

/**
 * A kubeconfig with everything in it, so that it may be copied. JSON is YAML.
 * @param {string} file
 * @param {{ server: string, caFile: string, cert: string, key: string, user: string }} access
 */
export function writeKubeconfig(file, { server, caFile, cert, key, user }) {
  const inline = (/** @type {string} */ name) =>
    readFileSync(name).toString('base64');
  const name = 'control-plane';
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [{ name, context: { cluster: name, user } }],
    clusters: [
      {
        name,
        cluster: { server, 'certificate-authority-data': inline(caFile) },
      },
    ],
    users: [
      {
        name: user,
        user: {
          'client-certificate-data': inline(cert),
          'client-key-data': inline(key),
        },
      },
    ],
  };
  writeFileSync(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
  return file;
}

/** @param {...string} args */
function openssl(...args) {
  try {
    execFileSync('openssl', args, { stdio: ['ignore', 'ignore', 'pipe'] });
  } catch (error) {
    const cause = /** @type {NodeJS.ErrnoException & { stderr?: Buffer }} */ (
      error
    );
    throw new Error(
      cause.code === 'ENOENT'
        ? 'openssl makes the certificates of the test control plane, and it is not on the PATH: install it'
        : `openssl ${args[0]} failed: ${cause.stderr ?? cause.message}`,
    );
  }
}
