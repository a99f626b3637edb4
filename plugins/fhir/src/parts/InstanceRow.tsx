import { Link, Text } from '@backstage/ui';
import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import { useInstanceHref } from '../links';
import { useText } from '../text/translation';
import { HealthPill } from './HealthPill';
import { LongName } from './LongName';
import classes from './parts.module.css';

/** One server of a list: name and health, where it is, and what is wrong when something is. */
export function InstanceRow(props: { instance: InstanceSummary }) {
  const t = useText();
  const { id, name, title, cluster, namespace, health } = props.instance;
  const { fhirVersion, readyReplicas, replicas } = props.instance;
  const hrefOf = useInstanceHref();
  const facts = [
    title,
    `FHIR ${fhirVersion}`,
    t('card.replicas', {
      ready: String(readyReplicas),
      replicas: String(replicas),
    }),
    `${cluster} / ${namespace}`,
  ];
  return (
    <li className={classes.instance}>
      <div className={classes.instanceName}>
        <Link href={hrefOf(id)} weight="bold">
          <LongName name={name} />
        </Link>
        <HealthPill word={health.word} />
      </div>
      <Text as="p" variant="body-small" color="secondary">
        {facts.filter(Boolean).join(' · ')}
      </Text>
      {health.word !== 'Ready' && <Text as="p">{health.sentence}</Text>}
    </li>
  );
}
