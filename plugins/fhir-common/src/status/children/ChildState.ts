import type { ChildNode } from '../../wire/instances';

/** What the tree "Made of" shows of one object. */
export type ChildState = Pick<ChildNode, 'state' | 'detail' | 'message'>;
