import { isRecord } from '@fhir-on-aks/plugin-fhir-common';

/** What the fields read of each other. The form is flat, and any key may be missing. */
export interface FormState {
  cluster?: string;
  namespace?: string;
  name?: string;
  host?: string;
  /** `<cluster>/<namespace>/<name>`, in the forms about a server that exists. */
  instance?: string;
  /** Everything, as `requestFromForm` reads it. */
  all: Record<string, unknown>;
}

/** Reads the form data, of all steps so far. */
export function formStateOf(formData: unknown): FormState {
  const all = isRecord(formData) ? formData : {};
  return {
    cluster: textOf(all.cluster),
    namespace: textOf(all.namespace),
    name: textOf(all.name),
    host: textOf(all.host),
    instance: textOf(all.instance),
    all,
  };
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
