import {
  useDeferredValue,
  useMemo,
  useRef,
  type ComponentProps,
  type ReactNode,
} from 'react';
import { ButtonLink, SearchField, Text, useBreakpoint } from '@backstage/ui';
import { useNavigate } from 'react-router-dom';
import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import { useFormHref } from '../links';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { useText } from '../text/translation';
import { FleetFiltered } from './FleetFiltered';
import { FleetList } from './FleetList';
import { FleetTable } from './FleetTable';
import { FleetTiles } from './FleetTiles';
import classes from './fleet.module.css';
import { fleetRows } from './fleetRows';
import { useFleetQuery } from './useFleetQuery';

/** Tiles, search and table; without instances their outline, until the first answer. */
export function Fleet(props: { instances: InstanceSummary[] | undefined }) {
  const t = useText();
  const { instances } = props;
  const formHref = useFormHref();
  const navigate = useNavigate();
  const search = useRef<HTMLDivElement>(null);
  const { query, change, clear } = useFleetQuery();
  const { search: typed, tile, sort } = query;
  // The letters appear at once, the rows follow when the browser has time for them.
  const deferred = useDeferredValue(typed);
  const rows = useMemo(
    () =>
      instances &&
      fleetRows(instances, { search: deferred, tile, sort: { ...sort } }),
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `sort` is a new object with each render
    [instances, deferred, tile, sort.column, sort.descending],
  );
  const shortcuts = [
    {
      key: '/',
      label: t('shortcuts.search'),
      run: () => search.current?.querySelector('input')?.focus(),
    },
    {
      key: 'n',
      label: t('shortcuts.newServer'),
      run: () => navigate(formHref('create')),
    },
  ];
  return (
    <>
      <FleetTiles
        instances={instances}
        selected={tile}
        onSelect={next => change({ tile: next })}
      />
      <div className={classes.toolbar}>
        <div className={classes.search} ref={search}>
          <SearchField
            aria-label={t('fleet.search')}
            placeholder={t('fleet.search')}
            value={typed}
            onChange={text => change({ search: text })}
          />
        </div>
        <Text as="p" role="status" color="secondary">
          {instances &&
            rows &&
            t('fleet.shown', {
              shown: String(rows.length),
              all: String(instances.length),
            })}
        </Text>
        <span className={classes.spacer} />
        <ButtonLink href={formHref('create')} variant="primary">
          {t('actions.newServer')}
        </ButtonLink>
      </div>
      <Rows
        rows={rows}
        query={query}
        onSort={next => change({ sort: next })}
        nothing={<FleetFiltered all={instances?.length ?? 0} onClear={clear} />}
      />
      <Shortcuts shortcuts={shortcuts} />
    </>
  );
}

/** A table where there is room for its columns, else a list. */
function Rows(
  props: ComponentProps<typeof FleetTable> & { nothing: ReactNode },
) {
  const { nothing, ...table } = props;
  const wide = useBreakpoint().up('md');
  if (table.rows?.length === 0) return <>{nothing}</>;
  return wide ? <FleetTable {...table} /> : <FleetList rows={table.rows} />;
}
