import { ButtonLink, Focusable, Tooltip, TooltipTrigger } from '@backstage/ui';
import classes from './parts.module.css';

/** A link that looks like a button; when it may not be followed it stays, is dimmed, and says why. */
export function ActionLink(props: {
  href: string;
  label: string;
  variant?: 'primary' | 'secondary' | 'tertiary';
  disabledReason?: string;
}) {
  const { href, label, variant = 'secondary', disabledReason } = props;
  if (disabledReason === undefined) {
    return (
      <ButtonLink href={href} variant={variant}>
        {label}
      </ButtonLink>
    );
  }
  return (
    <TooltipTrigger delay={0}>
      <Focusable>
        <span
          role="link"
          aria-disabled
          tabIndex={0}
          className={classes.disabledAction}
          aria-label={`${label} ${disabledReason}`}
        >
          {label}
        </span>
      </Focusable>
      <Tooltip>{disabledReason}</Tooltip>
    </TooltipTrigger>
  );
}
