import type {
  FhirSpec,
  ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import type { Text } from '../../text/translation';
import { definitionOf } from '../spec/specPath';

/** What will be made, in the sentences that a person checks before the button is pressed. */
export function reviewSentences(
  t: Text,
  request: ProvisionRequest,
  where: { cluster: string; url?: string },
): string[] {
  const { target, ownership, spec } = request;
  const { database, security, identity } = spec;
  return [
    t('review.server', {
      version: spec.fhirVersion,
      name: target.name,
      cluster: where.cluster,
      namespace: target.namespace,
    }),
    ...(ownership.owner ? [t('review.owner', { owner: ownership.owner })] : []),
    sizeSentence(t, spec),
    where.url ? t('review.host', { url: where.url }) : t('review.hidden'),
    security.mode === 'Enabled'
      ? t('review.signInOn', {
          authority: security.authority ?? '',
          audience: security.audience ?? '',
        })
      : t('review.signInOff'),
    t('review.database', { database: database.name, server: database.server }),
    identity.type === 'None' ? t('review.identityNone') : t('review.identity'),
    featureSentence(t, spec),
  ];
}

function sizeSentence(t: Text, { replicas, size }: FhirSpec): string {
  if (replicas === 0) return t('review.asleep');
  return replicas === undefined
    ? t('review.sizeOnly', { size })
    : t('review.size', { count: replicas, size });
}

/** The features of the form, by the titles of the definition. */
function featureSentence(t: Text, spec: FhirSpec): string {
  const modes = [
    'export',
    'import',
    'reindex',
    'convertData',
    'bulkDelete',
    'bulkUpdate',
    'networkPolicy',
  ] as const;
  const on: string[] = modes
    .filter(key => spec[key].mode === 'Enabled')
    .map(key => definitionOf([key]).title ?? key);
  if (spec.telemetry.provider !== 'None') on.push(spec.telemetry.provider);
  if (spec.deletionProtection === 'Enabled') {
    on.push(definitionOf(['deletionProtection']).title ?? 'deletionProtection');
  }
  return on.length === 0
    ? t('review.featuresNone')
    : t('review.features', { features: on.join(', ') });
}
