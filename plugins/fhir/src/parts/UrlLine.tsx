import { Flex, Link } from '@backstage/ui';
import { CopyButton } from './CopyButton';
import classes from './parts.module.css';

/** An address: opens in a new tab, and can be copied. */
export function UrlLine(props: { url: string }) {
  return (
    <Flex align="center" gap="1">
      <Link
        href={props.url}
        target="_blank"
        rel="noopener"
        className={classes.url}
      >
        {props.url}
      </Link>
      <CopyButton text={props.url} what={props.url} />
    </Flex>
  );
}
