import { StatusError } from '../statusError';

/** The shape in which a client wants objects. */
export type Form = 'whole' | 'partial' | 'table';

const known: Record<string, Form> = {
  PartialObjectMetadata: 'partial',
  PartialObjectMetadataList: 'partial',
  Table: 'table',
};

const json = ['application/json', 'application/*', '*/*'];

/** Reads an Accept header: the first form that is served wins; 406 when none is. */
export function acceptedForm(header: string | undefined): Form {
  if (!header) return 'whole';
  for (const clause of header.split(',')) {
    const form = formOf(clause);
    if (form) return form;
  }
  throw new StatusError(
    406,
    'NotAcceptable',
    'only the following media types are accepted: application/json',
    { details: {} },
  );
}

function formOf(clause: string): Form | undefined {
  const [type, ...parts] = clause.split(';').map(part => part.trim());
  if (!json.includes(type.toLowerCase())) return undefined;
  const parameters = Object.fromEntries(
    parts.map(part => part.split('=').map(word => word.trim())),
  );
  if (parameters.as === undefined) return 'whole';
  const isMeta = parameters.g === 'meta.k8s.io' && parameters.v === 'v1';
  return isMeta ? known[parameters.as] : undefined;
}
