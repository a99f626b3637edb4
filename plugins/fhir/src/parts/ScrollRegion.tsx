import { forwardRef, type ComponentProps } from 'react';

/** A part of the page that scrolls by itself: named, and reachable by keyboard, for else only a mouse could scroll it. */
export const ScrollRegion = forwardRef<
  HTMLDivElement,
  ComponentProps<'div'> & { 'aria-label': string }
>((props, ref) => (
  // WCAG 2.1.1; axe asks for it in the rule scrollable-region-focusable.
  // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
  <div ref={ref} role="region" tabIndex={0} {...props} />
));
