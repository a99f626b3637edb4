import clsx from 'clsx';
import { Skeleton } from '@backstage/ui';
import type {
  HealthWord,
  InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import { healthAppearance, toneClass } from '../theme/appearance';
import classes from './fleet.module.css';
import { TILES, type Tile } from './fleetQuery';
import { tileCounts } from './fleetRows';

/** The word whose icon and colour a tile wears. */
const FACE: Record<Tile, HealthWord> = {
  ready: 'Ready',
  progressing: 'Progressing',
  broken: 'Failed',
  paused: 'Paused',
};

/** How many servers are well and how many are not; a tile shows only its own, and all again when pressed once more. */
export function FleetTiles(props: {
  instances: InstanceSummary[] | undefined;
  selected: Tile | undefined;
  onSelect: (tile: Tile | undefined) => void;
}) {
  const t = useText();
  const { instances, selected, onSelect } = props;
  const counts = instances && tileCounts(instances);
  return (
    <div role="group" aria-label={t('fleet.tiles')} className={classes.tiles}>
      {TILES.map(tile => {
        const { Icon, tone } = healthAppearance(FACE[tile]);
        return (
          <button
            key={tile}
            type="button"
            aria-pressed={tile === selected}
            className={clsx(classes.tile, toneClass(tone))}
            onClick={() => onSelect(tile === selected ? undefined : tile)}
          >
            <span className={classes.tileWord}>
              <Icon aria-hidden />
              {t(`fleet.tile.${tile}`)}
            </span>
            <span className={classes.tileCount}>
              {counts ? counts[tile] : <Skeleton width={28} height={28} />}
            </span>
          </button>
        );
      })}
    </div>
  );
}
