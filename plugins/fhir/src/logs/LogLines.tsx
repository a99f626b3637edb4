import { memo, type ReactNode } from 'react';
import type { LogLine } from './LogBuffer';
import classes from './logs.module.css';
import { logLevel } from './logLevel';

const Line = memo(function LogLineRow(props: {
  line: LogLine;
  needle: string;
  isCurrent: boolean;
}) {
  const { line, needle, isCurrent } = props;
  return (
    <div
      className={classes.line}
      data-level={logLevel(line.text)}
      data-line={line.number}
      data-current={isCurrent || undefined}
    >
      {needle ? marked(line.text, needle) : line.text || '\u00a0'}
    </div>
  );
});

/** The lines of a log; each is drawn once, and again only when the search changes what it marks. */
export function LogLines(props: {
  lines: LogLine[];
  query: string;
  /** Number of the line that the search is at. */
  current: number | undefined;
}) {
  const { lines, query, current } = props;
  const needle = query.toLowerCase();
  return (
    <>
      {lines.map(line => (
        <Line
          key={line.number}
          line={line}
          needle={line.text.toLowerCase().includes(needle) ? needle : ''}
          isCurrent={line.number === current}
        />
      ))}
    </>
  );
}

function marked(text: string, needle: string): ReactNode[] {
  const parts: ReactNode[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (
    let at = lower.indexOf(needle);
    at >= 0;
    at = lower.indexOf(needle, from)
  ) {
    parts.push(text.slice(from, at));
    from = at + needle.length;
    parts.push(<mark key={at}>{text.slice(at, from)}</mark>);
  }
  parts.push(text.slice(from));
  return parts;
}
