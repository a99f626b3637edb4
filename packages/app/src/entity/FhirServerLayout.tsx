import {
  EntityOrphanWarning,
  EntityProcessingErrorsPanel,
  EntityRelationWarning,
  EntitySwitch,
  hasCatalogProcessingErrors,
  hasRelationWarnings,
  isOrphan,
} from '@backstage/plugin-catalog';
import type { EntityContentLayoutProps } from '@backstage/plugin-catalog-react/alpha';
import { Fragment } from 'react';
import classes from './entity.module.css';

/**
 * The overview of a FHIR server. The layout of the catalog puts "About" before everything else on a narrow screen and
 * for a screen reader; of a server its state comes first.
 */
export function FhirServerLayout({ cards }: EntityContentLayoutProps) {
  const about = cards.filter(({ type }) => type === 'info');
  const content = cards.filter(({ type }) => type !== 'info');
  return (
    <>
      <Warnings />
      <div className={classes.layout}>
        <Column cards={content} />
        <Column cards={about} />
      </div>
    </>
  );
}

function Column({ cards }: EntityContentLayoutProps) {
  return (
    <div className={classes.column}>
      {cards.map(({ element }, position) => (
        <Fragment key={element.key ?? position}>{element}</Fragment>
      ))}
    </div>
  );
}

/** What the catalog has to say against an entity; each is empty when it has nothing to say. */
function Warnings() {
  return (
    <div className={classes.warnings}>
      <EntitySwitch>
        <EntitySwitch.Case if={isOrphan}>
          <EntityOrphanWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasRelationWarnings}>
          <EntityRelationWarning />
        </EntitySwitch.Case>
      </EntitySwitch>
      <EntitySwitch>
        <EntitySwitch.Case if={hasCatalogProcessingErrors}>
          <EntityProcessingErrorsPanel />
        </EntitySwitch.Case>
      </EntitySwitch>
    </div>
  );
}
