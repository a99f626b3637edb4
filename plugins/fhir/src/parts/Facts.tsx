import type { ReactNode } from 'react';
import classes from './parts.module.css';

/** One line of `Facts`. */
export interface Fact {
  label: string;
  value: ReactNode;
}

/** Labels and values beside each other; below each other on a narrow screen. */
export function Facts(props: { facts: Fact[] }) {
  return (
    <dl className={classes.facts}>
      {props.facts.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
