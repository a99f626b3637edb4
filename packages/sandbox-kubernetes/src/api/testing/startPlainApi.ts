import type { KubernetesApi, KubernetesApiOptions } from '../contract';
import { createKubernetesApi } from '../createKubernetesApi';

/** A running API without TLS, for tests of single answers. */
export interface PlainApi {
  api: KubernetesApi;
  port: number;
  /** A request with the right token. */
  send(path: string, init?: RequestInit): Promise<Response>;
}

const plainToken = 'test-token';

/** Starts an API on a free port; close it with `api.close()`. */
export async function startPlainApi(
  options: Partial<KubernetesApiOptions> = {},
): Promise<PlainApi> {
  const api = createKubernetesApi({ token: plainToken, ...options });
  const { port } = await api.listen(0);
  return {
    api,
    port,
    send: (path, { headers, ...init } = {}) =>
      fetch(`http://127.0.0.1:${port}${path}`, {
        ...init,
        headers: { authorization: `Bearer ${plainToken}`, ...headers },
      }),
  };
}
