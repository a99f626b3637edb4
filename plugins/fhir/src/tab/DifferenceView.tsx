import { useMemo } from 'react';
import { diffLines, type Change } from 'diff';
import { Text } from '@backstage/ui';
import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
import { ScrollRegion } from '../parts/ScrollRegion';
import { useText } from '../text/translation';
import { ownedPart } from './ownedPart';
import classes from './tab.module.css';
import { toYaml } from './toYaml';

/** Where the cluster holds something else than is desired, line by line. */
export function DifferenceView(props: {
  desired: SnapshotObject;
  live: SnapshotObject;
}) {
  const { desired, live } = props;
  return (
    <Difference
      before={toYaml(desired)}
      after={toYaml(ownedPart(desired, live))}
    />
  );
}

/** Two texts, line by line: what only one of them has is marked by sign, word and colour. */
function Difference(props: { before: string; after: string }) {
  const t = useText();
  const { before, after } = props;
  const parts = useMemo(() => diffLines(before, after), [before, after]);
  if (parts.every(part => !part.added && !part.removed)) {
    return <Text as="p">{t('manifest.same')}</Text>;
  }
  return (
    <ScrollRegion
      className={classes.difference}
      aria-label={t('manifest.difference')}
    >
      {parts.map((part, position) => (
        <Part key={position} part={part} />
      ))}
    </ScrollRegion>
  );
}

function Part({ part }: { part: Change }) {
  const t = useText();
  const { added, removed, value } = part;
  const change = (added && 'added') || (removed && 'removed') || undefined;
  return (
    <pre data-change={change}>
      {change && (
        <span className={classes.changeWord}>{t(`manifest.${change}`)}</span>
      )}
      {value}
    </pre>
  );
}
