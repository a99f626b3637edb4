import { Flex, Link } from '@backstage/ui';
import { RiExternalLinkLine } from '@remixicon/react';
import { useText } from '../text/translation';
import { CopyButton } from './CopyButton';
import classes from './parts.module.css';

/** An address: opens in a new tab, and can be copied. */
export function UrlLine(props: { url: string }) {
  const t = useText();
  const { url } = props;
  return (
    <Flex align="center" gap="1">
      <Link
        href={url}
        target="_blank"
        rel="noopener"
        title={t('card.openUrl', { url })}
        className={classes.url}
      >
        {url} <RiExternalLinkLine aria-hidden />
      </Link>
      <CopyButton text={url} what={url} />
    </Flex>
  );
}
