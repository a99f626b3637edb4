import type { FetchApi } from '@backstage/core-plugin-api';
import type {
  ClusterChoice,
  InstanceDetail,
  InstanceId,
  InstanceList,
  NameAvailability,
  ObjectManifest,
} from '@fhir-on-aks/plugin-fhir-common';
import type { FhirApi, LogQuery } from './FhirApi';
import { FhirRequestError } from './FhirRequestError';

/** `FhirApi` over the fetch of the portal; `plugin://fhir` is resolved and signed there. */
export class FhirClient implements FhirApi {
  readonly #fetchApi: FetchApi;
  readonly #newRequestId: () => string;

  constructor(options: { fetchApi: FetchApi; newRequestId?: () => string }) {
    this.#fetchApi = options.fetchApi;
    this.#newRequestId = options.newRequestId ?? shortId;
  }

  listClusters(): Promise<ClusterChoice[]> {
    return this.#getJson('/clusters');
  }

  listInstances(): Promise<InstanceList> {
    return this.#getJson('/instances');
  }

  getInstance(id: InstanceId): Promise<InstanceDetail> {
    return this.#getJson(`/instances/${pathOf(id)}`);
  }

  getManifest(
    id: InstanceId,
    object: { kind: string; name: string },
  ): Promise<ObjectManifest> {
    const query = new URLSearchParams(object);
    return this.#getJson(`/instances/${pathOf(id)}/manifest?${query}`);
  }

  checkName(id: InstanceId, host?: string): Promise<NameAvailability> {
    const query = host ? `?${new URLSearchParams({ host })}` : '';
    return this.#getJson(`/names/${pathOf(id)}${query}`);
  }

  async readLog(
    id: InstanceId,
    query: LogQuery,
    onText: (text: string) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const { pod, container, tailLines, previous, follow } = query;
    const parameters = new URLSearchParams({
      pod,
      container,
      tailLines: String(tailLines),
      ...(previous ? { previous: 'true' } : {}),
      ...(follow ? { follow: 'true' } : {}),
    });
    try {
      const response = await this.#get(
        `/instances/${pathOf(id)}/logs?${parameters}`,
        signal,
      );
      await readText(response, onText);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async #getJson<T>(path: string): Promise<T> {
    const response = await this.#get(path);
    return response.json();
  }

  async #get(path: string, signal?: AbortSignal): Promise<Response> {
    const requestId = this.#newRequestId();
    const response = await this.#fetchApi
      .fetch(`plugin://fhir${path}`, {
        headers: { 'x-request-id': requestId },
        signal,
      })
      .catch(cause => {
        throw new FhirRequestError('The portal could not be reached.', {
          requestId,
          cause,
        });
      });
    if (!response.ok) {
      throw await FhirRequestError.fromResponse(response, requestId);
    }
    return response;
  }
}

async function readText(response: Response, onText: (text: string) => void) {
  if (!response.body) {
    onText(await response.text());
    return;
  }
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    onText(decoder.decode(value, { stream: true }));
  }
}

function pathOf(id: InstanceId): string {
  return id.split('/').map(encodeURIComponent).join('/');
}

/** `crypto.randomUUID` is missing on plain http hosts other than localhost, `getRandomValues` is not. */
function shortId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
