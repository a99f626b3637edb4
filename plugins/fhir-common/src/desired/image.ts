import type { FhirSpec } from '../api/fhirSpec';
import type { OperatorSettings } from '../operatorSettings';

/** The image of a server: what the spec names, the rest from the fleet. A digest wins over a tag. */
export function serverImage(
  spec: Pick<FhirSpec, 'fhirVersion' | 'image'>,
  settings: Pick<OperatorSettings, 'images'>,
): string {
  const { image } = spec;
  const fleet = settings.images[spec.fhirVersion];
  const repository = image.repository ?? fleet.repository;
  if (image.digest) return `${repository}@${image.digest}`;
  if (image.tag) return `${repository}:${image.tag}`;
  return reference({ ...fleet, repository });
}

/** `repository@digest`, or `repository:tag`. */
export function reference(image: {
  repository: string;
  tag: string;
  digest?: string;
}): string {
  return image.digest
    ? `${image.repository}@${image.digest}`
    : `${image.repository}:${image.tag}`;
}
