import type { PrinterColumn } from '../../types/resourceType';
import { age } from '../humanDuration';

/** The column that every type begins with. */
export const nameColumn: PrinterColumn = {
  name: 'Name',
  type: 'string',
  format: 'name',
  describedBy: 'metadata.name',
  cell: object => object.metadata.name,
};

/** The column that almost every type has. */
export const ageColumn: PrinterColumn = {
  name: 'Age',
  type: 'string',
  describedBy: 'metadata.creationTimestamp',
  cell: (object, now) => age(object.metadata.creationTimestamp, now),
};

/** What types without columns of their own show besides the name. */
export const createdColumn: PrinterColumn = {
  name: 'Created At',
  type: 'date',
  describedBy: 'metadata.creationTimestamp',
  cell: object => object.metadata.creationTimestamp,
};
