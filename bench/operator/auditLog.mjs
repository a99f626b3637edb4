import { closeSync, openSync, readSync, statSync } from 'node:fs';

/**
 * What one user asked of the API server, from its audit log.
 * @typedef {{ writes: number, reads: number, watches: number, leases: number, failed: number, byRequest: Record<string, number> }} Requests
 */

/** @param {string} file the audit log, one JSON event per line */
export function auditMark(file) {
  return statSync(file).size;
}

/**
 * Counts between two marks. Renewals of the leader's Lease are counted apart.
 * @param {string} file
 * @param {string} user
 * @param {number} from
 * @param {number} to
 * @returns {Requests}
 */
export function countRequests(file, user, from, to) {
  /** @type {Requests} */
  const count = {
    writes: 0,
    reads: 0,
    watches: 0,
    leases: 0,
    failed: 0,
    byRequest: {},
  };
  for (const line of lines(file, from, to)) {
    if (!line.includes(`"username":"${user}"`)) continue;
    const event = JSON.parse(line);
    const { resource = 'other', subresource } = event.objectRef ?? {};
    const name = [resource, subresource].filter(Boolean).join('/');
    if (resource === 'leases') {
      count.leases += 1;
      continue;
    }
    if (event.verb === 'watch') count.watches += 1;
    else if (['get', 'list'].includes(event.verb)) count.reads += 1;
    else count.writes += 1;
    if (event.responseStatus?.code >= 400) count.failed += 1;
    const key = `${event.verb} ${name}`;
    count.byRequest[key] = (count.byRequest[key] ?? 0) + 1;
  }
  return count;
}

/**
 * @param {string} file
 * @param {number} from
 * @param {number} to
 */
function* lines(file, from, to) {
  const handle = openSync(file, 'r');
  const buffer = Buffer.alloc(1 << 20);
  let rest = '';
  try {
    for (let at = from; at < to;) {
      const read = readSync(
        handle,
        buffer,
        0,
        Math.min(buffer.length, to - at),
        at,
      );
      if (read === 0) break;
      at += read;
      const parts = (rest + buffer.toString('latin1', 0, read)).split('\n');
      rest = parts.pop() ?? '';
      yield* parts;
    }
  } finally {
    closeSync(handle);
  }
}
