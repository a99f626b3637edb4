import { z } from 'zod';

/** `Enabled` or `Disabled`: an enum instead of a boolean, so that a third choice can come. */
export const Mode = z.enum(['Enabled', 'Disabled']);
/** A DNS label, RFC 1123. */
export const DnsLabel = z
  .string()
  .min(1)
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
/** A host name, RFC 1123. */
export const HostName = z
  .string()
  .min(1)
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/);
/** An http or https URL. */
export const HttpsUrl = z
  .string()
  .min(8)
  .max(2048)
  .regex(/^https?:\/\/[^\s]+$/);
/** A GUID as Azure writes it. */
export const Guid = z
  .string()
  .max(36)
  .regex(
    /^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}$/,
  );
/** A Kubernetes quantity. */
export const ResourceQuantity = z
  .string()
  .min(1)
  .max(32)
  .regex(/^[0-9]+(\.[0-9]+)?(m|k|Ki|M|Mi|G|Gi|T|Ti)?$/);
/** The rule of a field that the API server refuses to change. */
export const immutable = (what: string) => [
  {
    rule: 'self == oldSelf',
    message: `${what} cannot be changed: make a new Fhir and move the data`,
  },
];

/** A key of a Secret in the namespace of the Fhir. */
export const SecretKey = z.object({
  name: DnsLabel.meta({
    title: 'Secret',
    description: 'Name of a Secret in the namespace of the Fhir.',
  }),
  key: z
    .string()
    .min(1)
    .max(253)
    .meta({ title: 'Key', description: 'Key inside the Secret.' }),
});
