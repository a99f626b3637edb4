import { isEqual, isPlainObject } from 'es-toolkit';
import type { ApplyOptions, KubernetesObject } from '../ClusterClient';
import { KubernetesApiError } from '../errors';

type Path = string[];
const NOT_OWNED = new Set(['apiVersion', 'kind']);
const IDENTITY = new Set(['name', 'namespace', 'uid', 'resourceVersion']);

/** Who applied which field. Lists are owned as a whole, which is coarser than the API server and enough for tests. */
export class FieldOwners {
  private readonly managers = new Map<string, Map<string, Map<string, Path>>>();

  /** The object after a server-side apply; throws 409 with the owner's name unless forced. */
  apply(
    key: string,
    current: KubernetesObject,
    applied: KubernetesObject,
    { fieldManager, force, subresource, dryRun }: ApplyOptions,
  ): KubernetesObject {
    const manager = subresource
      ? `${fieldManager}/${subresource}`
      : fieldManager;
    const owners = this.managers.get(key) ?? new Map();
    const wanted = new Map(
      leaves(applied).map(path => [path.join('\0'), path]),
    );
    const next: KubernetesObject = structuredClone(current);
    if (!force) refuseConflicts(owners, manager, wanted, current, applied);
    for (const [id, path] of owners.get(manager) ?? []) {
      const shared = [...owners].some(
        ([other, paths]) => other !== manager && paths.has(id),
      );
      if (!wanted.has(id) && !shared) unset(next, path);
    }
    for (const path of wanted.values()) set(next, path, read(applied, path));
    if (!dryRun) this.remember(key, owners, manager, wanted, current, applied);
    return next;
  }

  forget(key: string): void {
    this.managers.delete(key);
  }

  private remember(
    key: string,
    owners: Map<string, Map<string, Path>>,
    manager: string,
    wanted: Map<string, Path>,
    current: KubernetesObject,
    applied: KubernetesObject,
  ): void {
    for (const [other, paths] of owners) {
      if (other === manager) continue;
      for (const [id, path] of wanted) {
        if (!isEqual(read(current, path), read(applied, path))) {
          paths.delete(id);
        }
      }
    }
    owners.set(manager, wanted);
    this.managers.set(key, owners);
  }
}

function refuseConflicts(
  owners: Map<string, Map<string, Path>>,
  manager: string,
  wanted: Map<string, Path>,
  current: KubernetesObject,
  applied: KubernetesObject,
): void {
  for (const [other, paths] of owners) {
    if (other === manager) continue;
    for (const [id, path] of wanted) {
      const changed = !isEqual(read(current, path), read(applied, path));
      if (!paths.has(id) || !changed) continue;
      const field = `.${path.join('.')}`;
      const message = `Apply failed with 1 conflict: conflict with "${other}": ${field}`;
      throw new KubernetesApiError(`${message} (409 Conflict)`, {
        code: 409,
        reason: 'Conflict',
        status: {
          code: 409,
          reason: 'Conflict',
          message,
          details: {
            causes: [
              {
                reason: 'FieldManagerConflict',
                message: `conflict with "${other}"`,
                field,
              },
            ],
          },
        },
      });
    }
  }
}

function leaves(object: KubernetesObject): Path[] {
  const found: Path[] = [];
  const visit = (value: unknown, path: Path) => {
    if (path.length === 1 && NOT_OWNED.has(path[0])) return;
    if (path.length === 2 && path[0] === 'metadata' && IDENTITY.has(path[1]))
      return;
    if (isPlainObject(value)) {
      for (const [key, child] of Object.entries(value))
        visit(child, [...path, key]);
    } else if (value !== undefined) found.push(path);
  };
  visit(object, []);
  return found;
}

/** Own fields only: `__proto__` and `toString` are names like any other in a map of settings. */
function read(object: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      Object.hasOwn(Object(value), key) ? Object(value)[key] : undefined,
    object,
  );
}

function define(target: object, key: string, value: unknown): void {
  Object.defineProperty(target, key, {
    value,
    configurable: true,
    enumerable: true,
    writable: true,
  });
}

function set(object: unknown, path: Path, value: unknown): void {
  let target = Object(object);
  for (const key of path.slice(0, -1)) {
    if (read(target, [key]) === undefined) define(target, key, {});
    target = read(target, [key]);
  }
  define(target, path[path.length - 1], structuredClone(value));
}

function unset(object: unknown, path: Path): void {
  const parents = path
    .slice(0, -1)
    .map((_, index) => read(object, path.slice(0, index)));
  const target = read(object, path.slice(0, -1));
  if (target === undefined || parents.includes(undefined)) return;
  delete Object(target)[path[path.length - 1]];
  const emptied = path.length > 1 && Object.keys(Object(target)).length === 0;
  if (emptied) unset(object, path.slice(0, -1));
}
