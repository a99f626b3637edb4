import { Button, Text } from '@backstage/ui';
import { RiFilterOffLine } from '@remixicon/react';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

/** There are servers, but none that the search and filters ask for. */
export function FleetFiltered(props: { all: number; onClear: () => void }) {
  const t = useText();
  return (
    <Notice
      icon={<RiFilterOffLine />}
      tone="neutral"
      title={t('fleet.filteredTitle')}
      actions={
        <Button variant="secondary" onPress={props.onClear}>
          {t('fleet.clear')}
        </Button>
      }
    >
      <Text as="p">{t('fleet.filteredText', { all: String(props.all) })}</Text>
    </Notice>
  );
}
