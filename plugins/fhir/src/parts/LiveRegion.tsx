import { useEffect, useRef, useState } from 'react';
import classes from './parts.module.css';

/** Says a text politely when it becomes another one; the first text is what the page shows anyway. */
export function LiveRegion(props: { text: string | undefined }) {
  const { text } = props;
  const last = useRef(text);
  const [said, setSaid] = useState('');

  useEffect(() => {
    if (last.current !== undefined && text && last.current !== text) {
      setSaid(text);
    }
    last.current = text;
  }, [text]);

  return (
    <div role="status" aria-live="polite" className={classes.hidden}>
      {said}
    </div>
  );
}
