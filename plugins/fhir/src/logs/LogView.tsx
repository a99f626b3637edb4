import { useEffect, useRef, useState } from 'react';
import { Button, Skeleton, Text } from '@backstage/ui';
import { RiArrowDownLine } from '@remixicon/react';
import { ScrollRegion } from '../parts/ScrollRegion';
import { useText } from '../text/translation';
import type { Log } from './useLog';
import { LogLines } from './LogLines';
import classes from './logs.module.css';

/** Closer to the end than this is at the end. */
const END_PX = 24;

/** The scrolling window of a log. At the end it stays at the end; who scrolls up reads in peace. */
export function LogView(props: {
  log: Log;
  label: string;
  wrap: boolean;
  follow: boolean;
  query: string;
  current: number | undefined;
}) {
  const t = useText();
  const { log, label, wrap, follow, query, current } = props;
  const window = useRef<HTMLDivElement>(null);
  const [paused, setPaused] = useState(false);
  const toEnd = () => {
    setPaused(false);
    const element = window.current;
    if (element) element.scrollTop = element.scrollHeight;
  };

  useEffect(() => {
    const element = window.current;
    if (element && !paused) element.scrollTop = element.scrollHeight;
  }, [log.lines, paused]);

  useEffect(() => {
    if (current === undefined) return;
    setPaused(true);
    const line = window.current?.querySelector(`[data-line="${current}"]`);
    line?.scrollIntoView?.({ block: 'center' });
  }, [current]);

  return (
    <div className={classes.frame}>
      <ScrollRegion
        ref={window}
        className={classes.window}
        data-wrap={wrap}
        aria-label={label}
        onScroll={event => setPaused(!isAtEnd(event.currentTarget))}
      >
        {log.loading && <Skeleton width="60%" height={16} />}
        {!log.loading && log.lines.length === 0 && (
          <Text as="p">{t('logs.empty')}</Text>
        )}
        <LogLines lines={log.lines} query={query} current={current} />
      </ScrollRegion>
      {paused && follow && (
        <Button
          size="small"
          variant="primary"
          className={classes.resume}
          iconStart={<RiArrowDownLine />}
          onPress={toEnd}
        >
          {t('logs.paused')}
        </Button>
      )}
    </div>
  );
}

function isAtEnd(element: HTMLElement): boolean {
  const { scrollTop, scrollHeight, clientHeight } = element;
  return scrollHeight - scrollTop - clientHeight < END_PX;
}
