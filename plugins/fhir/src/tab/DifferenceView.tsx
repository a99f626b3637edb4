import { useMemo } from 'react';
import { diffLines } from 'diff';
import { Text } from '@backstage/ui';
import type { SnapshotObject } from '@fhir-on-aks/plugin-fhir-common';
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
export function Difference(props: { before: string; after: string }) {
  const t = useText();
  const { before, after } = props;
  const parts = useMemo(() => diffLines(before, after), [before, after]);
  if (parts.every(part => !part.added && !part.removed)) {
    return <Text as="p">{t('manifest.same')}</Text>;
  }
  return (
    <div
      className={classes.difference}
      role="region"
      tabIndex={0}
      aria-label={t('manifest.difference')}
    >
      {parts.map((part, position) => {
        const change = part.added ? 'added' : part.removed ? 'removed' : 'same';
        return (
          <pre key={position} data-change={change}>
            {change !== 'same' && (
              <span className={classes.changeWord}>
                {t(`manifest.${change}`)}
              </span>
            )}
            {part.value}
          </pre>
        );
      })}
    </div>
  );
}
