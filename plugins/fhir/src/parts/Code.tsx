import { CopyButton } from './CopyButton';
import classes from './parts.module.css';

/** A command to copy: shown whole, wrapped, with its copy button. */
export function Code(props: { text: string; what: string }) {
  return (
    <div className={classes.code}>
      {/* Scrolls when long, so it must be reachable by keyboard. */}
      <pre tabIndex={0} aria-label={props.what} role="region">
        {props.text}
      </pre>
      <CopyButton text={props.text} what={props.what} />
    </div>
  );
}
