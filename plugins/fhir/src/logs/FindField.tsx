import { ButtonIcon, Flex, SearchField, Text } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowUpSLine } from '@remixicon/react';
import { useText } from '../text/translation';
import type { Find } from './useFind';
import classes from './logs.module.css';

/** Search in the log: Enter goes to the next match, Shift and Enter to the one before. */
export function FindField(props: { find: Find }) {
  const t = useText();
  const { query, setQuery, position, count, step } = props.find;
  return (
    <Flex align="center" gap="1">
      <SearchField
        size="small"
        aria-label={t('logs.find')}
        placeholder={t('logs.find')}
        value={query}
        onChange={setQuery}
        onKeyDown={event => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
        }}
        className={classes.find}
      />
      {query && (
        <>
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('logs.findPrevious')}
            icon={<RiArrowUpSLine />}
            isDisabled={count === 0}
            onPress={() => step(-1)}
          />
          <ButtonIcon
            size="small"
            variant="tertiary"
            aria-label={t('logs.findNext')}
            icon={<RiArrowDownSLine />}
            isDisabled={count === 0}
            onPress={() => step(1)}
          />
          <Text as="span" variant="body-small" role="status">
            {count === 0
              ? t('logs.foundNone')
              : t('logs.found', {
                  position: String(position),
                  matches: String(count),
                })}
          </Text>
        </>
      )}
    </Flex>
  );
}
