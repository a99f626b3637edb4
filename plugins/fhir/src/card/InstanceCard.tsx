import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Link, Text as Words } from '@backstage/ui';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { useFormHref } from '../links';
import { ActionLink } from '../parts/ActionLink';
import { HealthPill } from '../parts/HealthPill';
import { HealthAnnouncement } from '../parts/HealthAnnouncement';
import { RelativeTime } from '../parts/RelativeTime';
import { UrlLine } from '../parts/UrlLine';
import { useText, type Text } from '../text/translation';
import { reasonAgainst } from '../parts/reasonAgainst';
import { useEntityTabHref } from './useEntityTabHref';

/** Is it well? If not, why, and what now? And how to reach it. */
export function InstanceCard(props: { detail: InstanceDetail }) {
  const t = useText();
  const { detail } = props;
  const { health } = detail;
  const tabHref = useEntityTabHref();
  const well = health.word === 'Ready';
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={
        <>
          <HealthPill word={health.word} />
          {health.since && (
            <Words as="span" variant="body-small" color="secondary">
              · <RelativeTime at={health.since} />
            </Words>
          )}
        </>
      }
      footerActions={
        well && (
          <Link href={tabHref} variant="body-medium">
            {t('card.openTab')} →
          </Link>
        )
      }
    >
      <HealthAnnouncement name={detail.name} health={health} />
      <Flex direction="column" gap="2">
        {!well && <WhatNow detail={detail} tabHref={tabHref} />}
        {well && detail.url && <UrlLine url={detail.url} />}
        <Words as="p">
          {well ? describe(detail, t) : stillServing(detail, t)}
        </Words>
        {well && (
          <Words as="p" color="secondary">
            {keyFacts(detail, t)}
          </Words>
        )}
      </Flex>
    </EntityInfoCard>
  );
}

function WhatNow(props: { detail: InstanceDetail; tabHref: string }) {
  const t = useText();
  const formHref = useFormHref();
  const { health, allowed, id } = props.detail;
  return (
    <>
      <Words as="p" weight="bold">
        {health.sentence}
      </Words>
      <Flex
        justify="between"
        align="center"
        gap="2"
        style={{ flexWrap: 'wrap' }}
      >
        <Words as="p">
          {health.next && t('card.next', { next: health.next })}
        </Words>
        <Flex gap="2" align="center">
          {health.word !== 'Deleting' && (
            <ActionLink
              href={formHref('update', id)}
              label={t('actions.update')}
              disabledReason={reasonAgainst(allowed.update, t)}
            />
          )}
          <Link href={props.tabHref}>{t('card.seeWhy')} →</Link>
        </Flex>
      </Flex>
    </>
  );
}

/** Sign-in first: a server without it is the news of the card. */
function keyFacts({ facts }: InstanceDetail, t: Text): string {
  const told = ['security', 'export', 'audit'].flatMap(key => {
    const fact = facts.find(candidate => candidate.key === key);
    if (!fact) return [];
    return key === 'security'
      ? t(`card.signIn.${fact.state}`)
      : `${fact.title.toLowerCase()} ${t(`settings.${fact.state}`)}`;
  });
  return told.join(' · ');
}

function describe(detail: InstanceDetail, t: Text): string {
  const { fhirVersion, softwareVersion, id } = detail;
  return [
    `FHIR ${fhirVersion}`,
    softwareVersion && t('card.server', { version: softwareVersion }),
    t('card.replicas', {
      ready: String(detail.readyReplicas),
      replicas: String(detail.replicas),
    }),
    id.split('/').slice(0, 2).join('/'),
  ]
    .filter(Boolean)
    .join(' · ');
}

/** What still works while something does not: the version that answered last is the one that serves. */
function stillServing(detail: InstanceDetail, t: Text): string {
  const { fhirVersion, softwareVersion, readyReplicas, replicas } = detail;
  if (readyReplicas === 0 || !softwareVersion) return describe(detail, t);
  return `FHIR ${fhirVersion} · ${t('card.stillServing', {
    ready: String(readyReplicas),
    replicas: String(replicas),
    version: softwareVersion,
  })}`;
}
