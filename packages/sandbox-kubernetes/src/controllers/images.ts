import { z } from 'zod';
import known from './images.json';

const Images = z.object({
  repositories: z.array(
    z.object({ repository: z.string(), tags: z.array(z.string()).min(1) }),
  ),
  schemaJobs: z.array(z.string()),
});

/** Which images there are. `{version}` is stu3, r4, r4b or r5, `*` is anything within one segment or any tag. */
export type Images = z.infer<typeof Images>;

/** The images that the sandbox knows without being told. */
export const knownImages: Images = Images.parse(known);

export type FhirImageVersion = 'stu3' | 'r4' | 'r4b' | 'r5';

/** A pulled image. */
export type PulledImage = { repository: string; tag: string; id: string } & (
  { kind: 'fhir'; version: FhirImageVersion } | { kind: 'schema-job' }
);

/** The image, or the registry's refusal. */
export function pullImage(
  images: Images,
  reference: string,
): PulledImage | { refused: string } {
  const { repository, tag, digest } = parseReference(reference);
  const id = `${repository}@${digest ?? `sha256:${fakeDigest(reference)}`}`;
  if (images.schemaJobs.some(pattern => matches(pattern, repository))) {
    return { kind: 'schema-job', repository, tag, id };
  }
  for (const entry of images.repositories) {
    const version = versionIn(entry.repository, repository);
    if (!version) continue;
    const pulled = { kind: 'fhir' as const, version, repository, id };
    const newest = entry.tags.find(one => /^\d/.test(one)) ?? tag;
    if (digest) return { ...pulled, tag: newest };
    if (entry.tags.includes(tag) || entry.tags.includes('*')) {
      return { ...pulled, tag: tag === 'latest' ? newest : tag };
    }
    return refusal(
      reference,
      `manifest unknown: manifest tagged by "${tag}" is not found`,
    );
  }
  return refusal(
    reference,
    'name unknown: the sandbox runs images of microsoft/fhir-server only',
  );
}

/** What a registry answers for an image that was there a moment ago: the switched fault. */
export function refuseImage(reference: string): { refused: string } {
  const { tag } = parseReference(reference);
  return refusal(
    reference,
    `manifest unknown: manifest tagged by "${tag}" is not found`,
  );
}

function refusal(reference: string, why: string): { refused: string } {
  return {
    refused: `rpc error: code = NotFound desc = failed to pull and unpack image "${reference}": failed to resolve reference "${reference}": ${why}`,
  };
}

function parseReference(reference: string) {
  const [name, digest] = reference.split('@');
  const colon = name.lastIndexOf(':');
  const hasTag = colon > name.lastIndexOf('/');
  return {
    repository: hasTag ? name.slice(0, colon) : name,
    tag: hasTag ? name.slice(colon + 1) : 'latest',
    digest,
  };
}

function versionIn(
  pattern: string,
  repository: string,
): FhirImageVersion | undefined {
  const versions: FhirImageVersion[] = ['stu3', 'r4b', 'r4', 'r5'];
  return versions.find(version =>
    matches(pattern.replace('{version}', version), repository),
  );
}

function matches(pattern: string, text: string): boolean {
  const expression = pattern
    .split('*')
    .map(part => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]+');
  return new RegExp(`^${expression}$`).test(text);
}

/** Stable for a reference, so that the same image has the same id. */
function fakeDigest(reference: string): string {
  let hash = 0n;
  for (const char of reference) {
    hash = (hash * 1099511628211n + BigInt(char.charCodeAt(0))) % 2n ** 256n;
  }
  return hash.toString(16).padStart(64, '0');
}
