import type { FhirModel } from './fhirModel';
import type { DataAction } from './roles';
import type { FhirCall } from './serverContext';

/** What a request asks for. */
export interface Interaction {
  /** `read`, `create`, `search-type`, `batch`, `export` … as upstream writes it into the audit log. */
  name: string;
  resourceType?: string;
  id?: string;
  /** Having all of one of the sets is enough; without any set everybody may. */
  needs: DataAction[][];
}

const idPattern = '[A-Za-z0-9\\-.]{1,64}';

const systemOperations: Record<
  string,
  { name: string; needs: DataAction[][] }
> = {
  $export: { name: 'export', needs: [['export']] },
  $reindex: { name: 'reindex', needs: [['reindex']] },
  $import: { name: 'import', needs: [['import']] },
  '$convert-data': { name: 'convert-data', needs: [['convertData']] },
  '$bulk-delete': { name: 'bulk-delete', needs: [['delete']] },
  '$bulk-update': { name: 'bulk-update', needs: [['bulkOperator']] },
  $validate: { name: 'validate', needs: [['resourceValidate']] },
  $includes: { name: 'includes', needs: [['read'], ['search']] },
};

/** Classifies a request; undefined when no route takes it. `path` has no leading slash and no query. */
export function interactionOf(
  model: FhirModel,
  method: string,
  path: string,
  bundleType?: string,
): Interaction | undefined {
  const parts = path.split('/').filter(Boolean);
  const operation = parts.find(part => part.startsWith('$'));
  if (operation) return operationOf(model, operation, parts);
  if (parts[0] === '_operations') return jobOf(parts);
  if (parts.length === 0) return systemOf(method, bundleType);
  if (parts[0] === '_history' && parts.length === 1 && method === 'GET') {
    return { name: 'history-system', needs: [['read']] };
  }
  if (parts[0] === '_search' && method === 'POST') {
    return { name: 'search-system', needs: [['read'], ['search']] };
  }
  const [resourceType] = parts;
  if (!model.has(resourceType)) return undefined;
  return resourceOf(method, resourceType, parts.slice(1));
}

function systemOf(
  method: string,
  bundleType?: string,
): Interaction | undefined {
  if (method === 'GET') {
    return { name: 'search-system', needs: [['read'], ['search']] };
  }
  if (method !== 'POST') return undefined;
  return {
    name: bundleType === 'transaction' ? 'transaction' : 'batch',
    needs: [],
  };
}

function resourceOf(
  method: string,
  resourceType: string,
  rest: string[],
): Interaction | undefined {
  const [second, third, fourth] = rest;
  const make = (name: string, needs: DataAction[][], id?: string) => ({
    name,
    resourceType,
    id,
    needs,
  });
  const key = `${method} ${rest
    .map(part => (part.startsWith('_') ? part : ':id'))
    .join('/')}`;
  if (second && !second.startsWith('_') && !isId(second)) return undefined;
  switch (key) {
    case 'GET ':
    case 'POST _search':
      return make('search-type', [['read'], ['search']]);
    case 'POST ':
      return make('create', [['write'], ['create']]);
    case 'PUT ':
      return make('conditional-update', [
        ['read', 'write'],
        ['search', 'update'],
      ]);
    case 'PATCH ':
      return make('conditional-patch', [
        ['read', 'write'],
        ['search', 'update'],
      ]);
    case 'DELETE ':
      return make('conditional-delete', [
        ['read', 'delete'],
        ['search', 'delete'],
      ]);
    case 'GET _history':
      return make('history-type', [['read']]);
    case 'GET :id':
      return make('read', [['read'], ['readById']], second);
    case 'PUT :id':
      return make('update', [['write'], ['update']], second);
    case 'PATCH :id':
      return make('patch', [['write'], ['update']], second);
    case 'DELETE :id':
      return make('delete', [['delete']], second);
    case 'GET :id/_history':
      return make('history-instance', [['read']], second);
    case 'GET :id/_history/:id':
      return third && fourth
        ? make('vread', [['read'], ['readById']], second)
        : undefined;
    default:
      return undefined;
  }
}

function operationOf(
  model: FhirModel,
  operation: string,
  parts: string[],
): Interaction | undefined {
  const known = systemOperations[operation];
  if (!known || parts[parts.length - 1] !== operation) return undefined;
  const [resourceType, id] = parts.slice(0, -1);
  if (resourceType && !model.has(resourceType)) return undefined;
  return { ...known, resourceType, id };
}

function jobOf([, kind, id]: string[]): Interaction | undefined {
  const known = systemOperations[`$${kind}`];
  return known && id ? { ...known, id } : undefined;
}

/** Deleted for good, with its history. */
export function isHardDelete({ parameters }: FhirCall): boolean {
  return ['hardDelete', '_hardDelete'].some(
    name => parameters.get(name)?.toLowerCase() === 'true',
  );
}

function isId(text: string): boolean {
  return new RegExp(`^${idPattern}$`).test(text);
}
