import { useEffect, useState } from 'react';
import { ButtonIcon, Tooltip, TooltipTrigger } from '@backstage/ui';
import { RiCheckLine, RiFileCopyLine } from '@remixicon/react';
import { useText } from '../text/translation';
import classes from './parts.module.css';
import { copyText } from './copyText';

const CONFIRMED_MS = 2_000;

/** Copies a text and says so, to the eye and to the ear. */
export function CopyButton(props: { text: string; what: string }) {
  const t = useText();
  const [outcome, setOutcome] = useState<'done' | 'failed'>();
  const [hovered, setHovered] = useState(false);

  useEffect(() => {
    if (!outcome) return undefined;
    const timer = setTimeout(() => setOutcome(undefined), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const said = outcome && t(`copy.${outcome}`, { what: props.what });
  return (
    <>
      <TooltipTrigger
        isOpen={hovered || said !== undefined}
        onOpenChange={setHovered}
      >
        <ButtonIcon
          variant="tertiary"
          size="small"
          aria-label={t('copy.label', { what: props.what })}
          icon={outcome === 'done' ? <RiCheckLine /> : <RiFileCopyLine />}
          onPress={async () => setOutcome(await copyText(props.text))}
        />
        <Tooltip>{said ?? t('copy.label', { what: props.what })}</Tooltip>
      </TooltipTrigger>
      <span role="status" className={classes.hidden}>
        {said}
      </span>
    </>
  );
}
