import { middleCut } from '../text/middleCut';
import classes from './parts.module.css';

/** A name cut in the middle, whole in the tooltip and for a screen reader. */
export function LongName(props: { name: string; length?: number }) {
  const { name, length = 40 } = props;
  const cut = middleCut(name, length);
  if (cut === name) return <span className={classes.breakable}>{name}</span>;
  return (
    <span title={name}>
      <span aria-hidden>{cut}</span>
      <span className={classes.hidden}>{name}</span>
    </span>
  );
}
