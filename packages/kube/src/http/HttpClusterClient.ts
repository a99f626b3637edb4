import { apiVersionOf } from '../resourceTypes';
import type {
  ApplyOptions,
  CallOptions,
  ClusterClient,
  KubernetesObject,
  ListOptions,
  LogOptions,
  ObjectList,
  ObjectRef,
  PatchOptions,
  RemoveOptions,
  ResourceType,
  WatchEvent,
  WatchOptions,
} from '../ClusterClient';
import { watchError } from './apiError';
import { KubernetesApiError } from '../errors';
import { listPages } from './listPages';
import { orUnreachable, parseEvent, parseList } from './parseAnswer';
import { readLines } from './readLines';
import {
  collectionPath,
  listQuery,
  objectPath,
  query,
  watchQuery,
} from './requestPath';
import type { ApiRequest, Transport } from './Transport';

const PAGE_SIZE = 500;
const POD: ResourceType = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  plural: 'pods',
  namespaced: true,
};

/** `ClusterClient` over HTTP. JSON passes through as it is: unknown fields survive. */
export class HttpClusterClient implements ClusterClient {
  constructor(private readonly transport: Transport) {}

  async apply<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    { fieldManager, force, dryRun, subresource, signal }: ApplyOptions,
  ): Promise<T> {
    return this.call<T>(type, {
      method: 'PATCH',
      path:
        objectPath(type, object.metadata, subresource) +
        query({
          fieldManager,
          force,
          dryRun: dryRunParameter(dryRun),
          // An apply refuses unknown fields whatever this says; any other value reads the whole body once more.
          fieldValidation: 'Ignore',
        }),
      action: describeAction('apply', type, object.metadata),
      contentType: 'application/apply-patch+yaml',
      body: object,
      repeatable: true,
      signal,
    });
  }

  async create<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: PatchOptions = {},
  ): Promise<T> {
    return this.call<T>(type, {
      method: 'POST',
      path:
        collectionPath(type, object.metadata.namespace) + writeQuery(options),
      action: describeAction('create', type, object.metadata),
      body: object,
      signal: options.signal,
    });
  }

  async replace<T extends KubernetesObject>(
    type: ResourceType,
    object: T,
    options: PatchOptions = {},
  ): Promise<T> {
    return this.call<T>(type, {
      method: 'PUT',
      path:
        objectPath(type, object.metadata, options.subresource) +
        writeQuery(options),
      action: describeAction('replace', type, object.metadata),
      body: object,
      signal: options.signal,
    });
  }

  async get<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
    options: CallOptions = {},
  ): Promise<T | undefined> {
    return this.call<T>(type, {
      method: 'GET',
      path: objectPath(type, ref),
      action: describeAction('get', type, ref),
      repeatable: true,
      signal: options.signal,
    }).catch(undefinedIfAbsent);
  }

  async list<T extends KubernetesObject>(
    type: ResourceType,
    options: ListOptions = {},
  ): Promise<ObjectList<T>> {
    if (options.limit !== undefined) return this.page<T>(type, options);
    const items: T[] = [];
    let metadata: ObjectList['metadata'] = {};
    const all = { ...options, limit: PAGE_SIZE };
    for await (const page of listPages<T>(this, type, all)) {
      items.push(...page.items);
      metadata = page.metadata;
    }
    return { metadata, items };
  }

  async *watch<T extends KubernetesObject>(
    type: ResourceType,
    options: WatchOptions = {},
  ): AsyncGenerator<WatchEvent<T>> {
    const action = `cannot watch ${type.plural}`;
    const chunks = await this.transport.stream({
      method: 'GET',
      path: collectionPath(type, options.namespace) + watchQuery(options),
      action,
      accept: accept(options.metadataOnly, 'PartialObjectMetadata'),
      signal: options.signal,
    });
    options.onOpen?.();
    const lines = readLines(orUnreachable(action, chunks, options.signal));
    for await (const line of lines) {
      const event = parseEvent<T>(action, line);
      if (event.type === 'ERROR') throw watchError(action, event.object);
      yield event;
    }
  }

  async patch<T extends KubernetesObject>(
    type: ResourceType,
    ref: ObjectRef,
    body: Record<string, unknown>,
    options: PatchOptions = {},
  ): Promise<T> {
    return this.call<T>(type, {
      method: 'PATCH',
      path: objectPath(type, ref, options.subresource) + writeQuery(options),
      action: describeAction('patch', type, ref),
      contentType: 'application/merge-patch+json',
      body,
      repeatable: true,
      signal: options.signal,
    });
  }

  async remove(
    type: ResourceType,
    ref: ObjectRef,
    options: RemoveOptions = {},
  ): Promise<boolean> {
    const { propagationPolicy, preconditions, dryRun, signal } = options;
    const answer = await this.call(type, {
      method: 'DELETE',
      path: objectPath(type, ref),
      action: describeAction('delete', type, ref),
      body: {
        apiVersion: 'v1',
        kind: 'DeleteOptions',
        propagationPolicy: propagationPolicy ?? 'Background',
        preconditions,
        dryRun: dryRun ? ['All'] : undefined,
      },
      repeatable: preconditions?.uid !== undefined,
      signal,
    }).catch(undefinedIfAbsent);
    return answer !== undefined;
  }

  async *logs(
    pod: ObjectRef,
    options: LogOptions = {},
  ): AsyncGenerator<string> {
    const { container, tailLines, previous, follow, timestamps } = options;
    const action = `cannot read the log of pod ${place(pod)}`;
    const parameters = { container, tailLines, previous, follow, timestamps };
    const chunks = await this.transport.stream({
      method: 'GET',
      path: objectPath(POD, pod, 'log') + query(parameters),
      action,
      accept: '*/*',
      signal: options.signal,
    });
    yield* readLines(orUnreachable(action, chunks, options.signal));
  }

  async served(
    group: string,
    version: string,
    options: CallOptions = {},
  ): Promise<Set<string>> {
    const path = group ? `/apis/${group}/${version}` : `/api/${version}`;
    const answer = await this.transport
      .call({
        method: 'GET',
        path,
        action: `cannot read which kinds ${apiVersionOf({ group, version })} serves`,
        repeatable: true,
        signal: options.signal,
      })
      .catch(undefinedIfAbsent);
    const { resources = [] } = (answer ?? {}) as {
      resources?: Array<{ name: string }>;
    };
    return new Set(
      resources.map(({ name }) => name).filter(name => !name.includes('/')),
    );
  }

  private page<T extends KubernetesObject>(
    type: ResourceType,
    options: ListOptions,
  ): Promise<ObjectList<T>> {
    return this.transport
      .call({
        method: 'GET',
        path: collectionPath(type, options.namespace) + listQuery(options),
        action: `cannot list ${type.plural}`,
        accept: accept(options.metadataOnly, 'PartialObjectMetadataList'),
        repeatable: true,
        signal: options.signal,
      })
      .then(answer => parseList<T>(type, answer));
  }

  private call<T = unknown>(type: ResourceType, request: ApiRequest) {
    return this.transport.call({
      ...request,
      confidential: type.kind === 'Secret',
    }) as Promise<T>;
  }
}

function place({ namespace, name }: ObjectRef): string {
  return namespace ? `${namespace}/${name}` : name;
}

function describeAction(
  verb: string,
  type: ResourceType,
  ref: ObjectRef,
): string {
  return `cannot ${verb} ${type.kind} ${place(ref)}`;
}

function dryRunParameter(dryRun: boolean | undefined): string | undefined {
  return dryRun ? 'All' : undefined;
}

function writeQuery({ fieldManager, dryRun }: PatchOptions): string {
  return query({ fieldManager, dryRun: dryRunParameter(dryRun) });
}

function accept(metadataOnly: boolean | undefined, kind: string) {
  return metadataOnly
    ? `application/json;as=${kind};g=meta.k8s.io;v=v1`
    : undefined;
}

function undefinedIfAbsent(error: unknown): undefined {
  if (error instanceof KubernetesApiError && error.code === 404) {
    return undefined;
  }
  throw error;
}
