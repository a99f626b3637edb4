import { useEffect, useState } from 'react';
import { useApi } from '@backstage/core-plugin-api';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useMyOwnership } from '../../home/useMyOwnership';

/** Somebody who can own a server. */
export interface OwnerChoice {
  ref: string;
  title: string;
  /** The reader, or a team of the reader. */
  mine: boolean;
}

/** The teams of the catalog and the reader, those of the reader first. */
export function useOwners(): {
  owners?: OwnerChoice[];
  error?: Error;
} {
  const catalog = useApi(catalogApiRef);
  const mine = useMyOwnership();
  const [state, setState] = useState<{ entities?: Entity[]; error?: Error }>(
    {},
  );
  useEffect(() => {
    let current = true;
    catalog
      .getEntities({
        filter: { kind: ['Group', 'User'] },
        fields: ['kind', 'metadata.name', 'metadata.namespace', 'spec.profile'],
      })
      .then(
        ({ items }) => current && setState({ entities: items }),
        error => current && setState({ error }),
      );
    return () => {
      current = false;
    };
  }, [catalog]);
  const { entities, error } = state;
  return { error, owners: mine && entities && ownersOf(entities, mine) };
}

function ownersOf(
  entities: Entity[],
  mine: ReadonlySet<string>,
): OwnerChoice[] {
  return entities
    .map(entity => toChoice(entity, mine))
    .filter(({ ref, mine: own }) => own || ref.startsWith('group:'))
    .sort(
      (a, b) =>
        Number(b.mine) - Number(a.mine) || a.title.localeCompare(b.title),
    );
}

function toChoice(entity: Entity, mine: ReadonlySet<string>): OwnerChoice {
  const ref = stringifyEntityRef(entity);
  const title: unknown = Object(entity.spec?.profile).displayName;
  return {
    ref,
    title: typeof title === 'string' ? title : entity.metadata.name,
    mine: mine.has(ref.toLowerCase()),
  };
}
