import { builtinRules } from '../builtins/builtinRules';
import type { KubeObject } from '../contract';
import type { Core } from '../operations/core';
import { builtinTypes } from './builtinTypes';
import { customDefinitionRules } from './customDefinitionRules';
import { customTypes, isEstablished } from './customTypes';

export const definitionsKey = 'apiextensions.k8s.io/customresourcedefinitions';

/** Serves the built-in types, and from now on whatever custom resource definitions say. */
export function registerTypes(core: Core): void {
  const { types, storage, clock } = core;
  for (const type of builtinTypes()) {
    const rules =
      type.storageKey === definitionsKey
        ? customDefinitionRules(types, clock)
        : builtinRules(type, storage);
    types.replace(type.group, type.resource, [{ ...type, rules }]);
  }
  const serve = (definition: KubeObject) => {
    if (!isEstablished(definition)) return;
    const served = customTypes(definition);
    const [group, resource] = placeOf(definition);
    types.replace(group, resource, served);
  };
  storage.list(definitionsKey).forEach(serve);
  storage.listen(definitionsKey, ({ type, object }) => {
    if (type === 'DELETED') types.replace(...placeOf(object), []);
    else serve(object);
  });
}

/** A definition is named plural.group. */
function placeOf(definition: KubeObject): [group: string, resource: string] {
  const { name } = definition.metadata;
  const dot = name.indexOf('.');
  return [name.slice(dot + 1), name.slice(0, dot)];
}
