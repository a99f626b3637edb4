import { useState } from 'react';
import {
  FHIR_CONTAINER,
  type ChildNode,
} from '@fhir-on-aks/plugin-fhir-common';
import type { LogSource } from './useLog';

/** Which log a person looks at, and how to choose another one. */
export interface LogChoice {
  source: LogSource;
  containers: string[];
  choose: (change: Partial<LogSource>) => void;
}

/** The first pod, until one is chosen; again the first when the chosen one is gone. */
export function useLogChoice(pods: ChildNode[]): LogChoice {
  const [chosen, setChosen] = useState<Partial<LogSource>>({});
  const pod = pods.find(({ name }) => name === chosen.pod) ?? pods[0];
  const containers = pod.containers ?? [FHIR_CONTAINER];
  const container =
    containers.find(name => name === chosen.container) ??
    containers.find(name => name === FHIR_CONTAINER) ??
    containers[0];
  const previous = chosen.previous ?? false;
  const follow = !previous && (chosen.follow ?? true);
  return {
    source: { pod: pod.name, container, previous, follow },
    containers,
    choose: change => setChosen(old => ({ ...old, ...change })),
  };
}
