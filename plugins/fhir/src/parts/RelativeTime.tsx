import { useNow } from '../live/useNow';
import { absoluteTime, relativeTime } from '../text/relativeTime';

/**
 * `3 h`, with the whole date and time in the tooltip. No stop of the Tab key: a table would have one in each row. Where
 * the moment matters (the road, the panel of an object) it is written out with `whole`.
 */
export function RelativeTime(props: { at: string; whole?: boolean }) {
  const now = useNow();
  const whole = absoluteTime(props.at);
  return (
    <time dateTime={props.at} title={whole}>
      {relativeTime(props.at, now)}
      {props.whole && ` (${whole})`}
    </time>
  );
}
