import { CopyButton } from './CopyButton';
import { ScrollRegion } from './ScrollRegion';
import classes from './parts.module.css';

/** A command to copy: shown whole, wrapped, with its copy button. */
export function Code(props: { text: string; what: string }) {
  return (
    <div className={classes.code}>
      <ScrollRegion aria-label={props.what} className={classes.codeText}>
        <pre>{props.text}</pre>
      </ScrollRegion>
      <CopyButton text={props.text} what={props.what} />
    </div>
  );
}
