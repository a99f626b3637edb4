import { useMemo } from 'react';
import {
  Box,
  Cell,
  CellText,
  Table,
  useTable,
  type ColumnConfig,
} from '@backstage/ui';
import type { InstanceSummary } from '@fhir-on-aks/plugin-fhir-common';
import { useInstanceHref } from '../links';
import { HealthPill } from '../parts/HealthPill';
import { RelativeTime } from '../parts/RelativeTime';
import { ownerName } from '../text/ownerName';
import { useText, type Text } from '../text/translation';
import classes from './fleet.module.css';
import { FLEET_COLUMNS, type FleetColumn, type FleetQuery } from './fleetQuery';

const WIDTHS: Record<
  FleetColumn,
  Pick<ColumnConfig<InstanceSummary>, 'width' | 'minWidth'>
> = {
  name: { width: '3fr', minWidth: 150 },
  health: { width: 140 },
  version: { width: 85 },
  software: { width: '1fr', minWidth: 98 },
  replicas: { width: 112 },
  owner: { width: '2fr', minWidth: 105 },
  place: { width: '3fr', minWidth: 215 },
  age: { width: 78 },
};
const PAGE_SIZES = [
  { label: '20', value: 20 },
  { label: '50', value: 50 },
  { label: '100', value: 100 },
];

/** All columns of the fleet, a page of rows at a time; a row opens its server. */
export function FleetTable(props: {
  /** Filtered and sorted; left out until the first answer. */
  rows: InstanceSummary[] | undefined;
  query: FleetQuery;
  onSort: (sort: FleetQuery['sort']) => void;
}) {
  const t = useText();
  const { rows, query, onSort } = props;
  const { column, descending } = query.sort;
  const hrefOf = useInstanceHref();
  const columns = useMemo(() => columnsOf(t), [t]);
  const { tableProps } = useTable<InstanceSummary>({
    mode: 'complete',
    data: rows,
    sort: { column, direction: descending ? 'descending' : 'ascending' },
    onSortChange: next => {
      const chosen = FLEET_COLUMNS.find(name => name === next.column);
      if (!chosen) return;
      onSort({ column: chosen, descending: next.direction === 'descending' });
    },
    paginationOptions: { pageSize: 50, pageSizeOptions: PAGE_SIZES },
  });
  const fitsOnOnePage = !rows || rows.length <= PAGE_SIZES[0].value;
  return (
    <Box bg="neutral" className={classes.frame}>
      <Table
        {...tableProps}
        pagination={fitsOnOnePage ? { type: 'none' } : tableProps.pagination}
        columnConfig={columns}
        rowConfig={{ getHref: ({ id }) => hrefOf(id) }}
      />
    </Box>
  );
}

function columnsOf(t: Text): ColumnConfig<InstanceSummary>[] {
  const cells: Record<FleetColumn, ColumnConfig<InstanceSummary>['cell']> = {
    name: ({ name, title }) => <CellText title={name} description={title} />,
    health: ({ health }) => (
      <Cell>
        <HealthPill word={health.word} />
      </Cell>
    ),
    version: ({ fhirVersion }) => <CellText title={fhirVersion} />,
    software: ({ softwareVersion }) => (
      <CellText title={softwareVersion ?? '–'} />
    ),
    replicas: ({ readyReplicas, replicas }) => (
      <CellText title={`${readyReplicas}/${replicas}`} />
    ),
    owner: ({ owner }) => (
      <CellText title={owner ? ownerName(owner) : t('fleet.noOwner')} />
    ),
    place: ({ cluster, namespace }) => (
      <CellText title={`${cluster} / ${namespace}`} />
    ),
    age: ({ createdAt }) => (
      <Cell>
        <RelativeTime at={createdAt} />
      </Cell>
    ),
  };
  return FLEET_COLUMNS.map(id => ({
    id,
    label: t(`fleet.${id}`),
    isRowHeader: id === 'name',
    isSortable: true,
    ...WIDTHS[id],
    cell: cells[id],
  }));
}
