import type { KubeObject } from '../../contract';
import type { PrinterColumn } from '../../types/resourceType';

type Cell = (object: KubeObject, now: number) => unknown;

/** A column of text. `described` is a sentence, or a field (`spec.type`) whose description is taken. */
export function text(
  name: string,
  described: string,
  cell: Cell,
): PrinterColumn {
  return column(name, 'string', described, cell);
}

/** A column of whole numbers. */
export function integer(
  name: string,
  described: string,
  cell: Cell,
): PrinterColumn {
  return column(name, 'integer', described, cell);
}

/** A column of true and false. */
export function boolean(
  name: string,
  described: string,
  cell: Cell,
): PrinterColumn {
  return column(name, 'boolean', described, cell);
}

/** Only shown with `-o wide`. */
export function wide(one: PrinterColumn): PrinterColumn {
  return { ...one, priority: 1 };
}

function column(
  name: string,
  type: string,
  described: string,
  cell: Cell,
): PrinterColumn {
  const isField = /^[a-z][\w.]*$/.test(described);
  return {
    name,
    type,
    cell,
    ...(isField ? { describedBy: described } : { description: described }),
  };
}
