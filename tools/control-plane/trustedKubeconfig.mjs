import { readFileSync } from 'node:fs';

/**
 * Reads which cluster a kubeconfig points at, and refuses one that is not on this machine unless the person has named
 * its context: the suites create and delete namespaces and CRDs.
 * @param {string} file
 * @param {string | undefined} named the context that may be used
 */
export async function trustedKubeconfig(
  file,
  named = process.env.FHIR_TEST_CONTEXT,
) {
  const { parse } = await import('yaml');
  const config = parse(readFileSync(file, 'utf8'));
  const context = config['current-context'];
  const clusterName = byName(config.contexts, context)?.context.cluster;
  const server = byName(config.clusters, clusterName)?.cluster.server;
  if (!server) {
    throw new Error(
      `KUBECONFIG ${file} has no current context with a server: choose one with "kubectl config use-context"`,
    );
  }
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(
    new URL(server).hostname,
  );
  if (!local && named !== context) {
    throw new Error(
      `The suites create and delete namespaces and CRDs, and ${server} is not on this machine: say FHIR_TEST_CONTEXT=${context} if that is meant, or unset KUBECONFIG to have a control plane started here.`,
    );
  }
  return { context, server };
}

/**
 * @param {any[] | undefined} entries
 * @param {string} name
 */
function byName(entries, name) {
  return entries?.find(entry => entry.name === name);
}
