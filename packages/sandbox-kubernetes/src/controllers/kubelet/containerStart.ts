import type { Container } from 'kubernetes-types/core/v1';
import {
  containerEnv,
  containerFiles,
  MissingReference,
} from '../containerInputs';
import type { ContainerStart } from '../containerRuntime';
import type { PulledImage } from '../images';
import type { StoredPod } from '../stored';
import type { KubeletContext } from './kubeletContext';

const defaultTokenSeconds = 3600;

/** Everything that a container's process gets, but the callbacks of its owner. Throws MissingReference. */
export function containerStart(
  context: KubeletContext,
  pod: StoredPod,
  container: Container,
  image: PulledImage,
): Omit<ContainerStart, 'resumed' | 'onExit' | 'onChange'> {
  const { namespace, name, uid, labels = {} } = pod.metadata;
  const files = filesReader(context, pod, container);
  return {
    image,
    namespace,
    pod: name,
    podUid: uid,
    container: container.name,
    args: container.args ?? [],
    labels,
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
    env: containerEnv(context.store, pod, container),
    get files() {
      return files();
    },
    log: line => context.logs.write(uid, container.name, line),
  };
}

/** Reads the mounts now, and again whenever they are looked at; a source that has gone leaves what was there. */
function filesReader(
  { store, tokens }: KubeletContext,
  pod: StoredPod,
  container: Container,
): () => Record<string, string> {
  const { namespace, name, uid } = pod.metadata;
  const subject = {
    namespace,
    serviceAccount: pod.spec?.serviceAccountName ?? 'default',
    pod: { name, uid },
  };
  const read = () =>
    containerFiles(store, pod, container, (_pod, projection) =>
      tokens.issue(
        subject,
        projection.audience ?? tokens.issuer,
        projection.expirationSeconds ?? defaultTokenSeconds,
      ),
    );
  let last = read();
  return () => {
    try {
      last = read();
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
    }
    return last;
  };
}
