import type { KubernetesObject } from '../ClusterClient';
import type { Reflector, ReflectOptions } from './Reflector';
import { ReflectorLoop } from './ReflectorLoop';

/** Starts to keep a copy of the objects of a kind: a list (or watch-list), then watches until `stop`. */
export function reflect<T extends KubernetesObject = KubernetesObject>(
  options: ReflectOptions<T>,
): Reflector<T> {
  const reflector = new ReflectorLoop<T>(options);
  reflector.start();
  return reflector;
}
