import { Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import { useNow } from '../live/useNow';
import { absoluteTime, relativeTime } from '../text/relativeTime';

/** `3 h`, with the whole date and time in the tooltip. */
export function RelativeTime(props: { at: string }) {
  const now = useNow();
  const whole = absoluteTime(props.at);
  return (
    <TooltipTrigger delay={300}>
      <Focusable>
        {/* Focusable, so that the date is there for the keyboard too. */}
        <time dateTime={props.at} tabIndex={0} role="note" aria-label={whole}>
          {relativeTime(props.at, now)}
        </time>
      </Focusable>
      <Tooltip>{whole}</Tooltip>
    </TooltipTrigger>
  );
}
