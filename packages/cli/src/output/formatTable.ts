import { stripVTControlCharacters } from 'node:util';

/** A column: its heading, and how narrow it may become when the terminal is. */
export interface Column {
  heading: string;
  /** Left out: it is never cut. */
  atLeast?: number;
}

const GAP = 3;

/**
 * Aligned columns, or a block per row when even the narrowest columns do not fit. Without a width nothing is cut, so
 * that other programs read it whole.
 */
export function formatTable(
  columns: Column[],
  rows: string[][],
  width?: number,
): string[] {
  const widths = columns.map(({ heading }, index) =>
    Math.max(heading.length, ...rows.map(row => widthOf(row[index] ?? ''))),
  );
  const fitting = fit(columns, widths, width);
  if (!fitting) return rows.flatMap(row => block(columns, row));
  return [columns.map(({ heading }) => heading), ...rows].map(row =>
    fitting
      .map((size, index) => padded(cut(row[index] ?? '', size), size))
      .join(' '.repeat(GAP))
      .trimEnd(),
  );
}

/** Takes from the columns that may be cut, from the widest first; undefined when that is not enough. */
function fit(
  columns: Column[],
  widths: number[],
  width = Number.POSITIVE_INFINITY,
): number[] | undefined {
  const fitting = [...widths];
  const total = () =>
    fitting.reduce((sum, size) => sum + size, GAP * (fitting.length - 1));
  while (total() > width) {
    const widest = fitting.reduce<number | undefined>((best, size, index) => {
      const least = columns[index]?.atLeast ?? size;
      if (size <= least) return best;
      return best === undefined || size > (fitting[best] ?? 0) ? index : best;
    }, undefined);
    if (widest === undefined) return undefined;
    fitting[widest] = (fitting[widest] ?? 0) - 1;
  }
  return fitting;
}

function block(columns: Column[], row: string[]): string[] {
  const longest = Math.max(...columns.map(({ heading }) => heading.length));
  const lines = columns.flatMap(({ heading }, index) =>
    row[index] ? [`${heading.padEnd(longest)}  ${row[index]}`] : [],
  );
  return [...lines, ''];
}

/** Characters that are seen; colours are not. */
function widthOf(text: string): number {
  return stripVTControlCharacters(text).length;
}

function padded(text: string, size: number): string {
  return text + ' '.repeat(Math.max(0, size - widthOf(text)));
}

/** Cut in the middle: names differ at their ends. */
function cut(text: string, size: number): string {
  if (widthOf(text) <= size) return text;
  const plain = stripVTControlCharacters(text);
  const head = Math.ceil((size - 1) / 2);
  const tail = size - 1 - head;
  return `${plain.slice(0, head)}…${tail > 0 ? plain.slice(-tail) : ''}`;
}
