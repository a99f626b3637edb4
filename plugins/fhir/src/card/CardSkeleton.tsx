import { EntityInfoCard } from '@backstage/plugin-catalog-react';
import { Flex, Skeleton } from '@backstage/ui';
import { useText } from '../text/translation';

/** The card before the first answer: the lines of the final layout. */
export function CardSkeleton() {
  const t = useText();
  return (
    <EntityInfoCard
      title={t('card.title')}
      headerActions={<Skeleton width={90} height={24} rounded />}
      footerActions={<Skeleton width={110} height={20} />}
    >
      <Flex
        direction="column"
        gap="2"
        role="status"
        aria-label={t('states.loading')}
      >
        <Skeleton width="80%" height={24} />
        <Skeleton width="95%" height={20} />
        <Skeleton width="60%" height={20} />
      </Flex>
    </EntityInfoCard>
  );
}
