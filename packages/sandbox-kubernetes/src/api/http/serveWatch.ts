import type { Core } from '../operations/core';
import {
  startWatch,
  type WatchEvent,
  type WatchRequest,
} from '../operations/watchObjects';
import { forbiddenField } from '../schema/fieldErrors';
import { invalid } from '../statusError';
import type { ResourceType } from '../types/resourceType';
import type { Exchange } from './exchange';
import type { Presenter } from './presentation';

const bookmarkPeriod = 60_000;
/** A client that does not read is cut off when so many bytes wait beyond what came first; it may go on with another watch. */
const mostUnread = 16 * 1024 * 1024;

interface WatchOptions extends WatchRequest {
  bookmarks: boolean;
  timeoutSeconds: number;
}

function readOptions(exchange: Exchange, request: WatchRequest): WatchOptions {
  const { query } = exchange;
  const flag = query.get('sendInitialEvents');
  const match = query.get('resourceVersionMatch');
  const sendInitialEvents =
    flag === null ? undefined : flag === 'true' || flag === '1';
  const subject = { group: 'meta.k8s.io', resource: '', kind: 'ListOptions' };
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    throw invalid(subject, '', [
      forbiddenField(
        'resourceVersionMatch',
        'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ),
    ]);
  }
  if (match && sendInitialEvents === undefined) {
    throw invalid(subject, '', [
      forbiddenField(
        'resourceVersionMatch',
        'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
    ]);
  }
  const timeout = Number(query.get('timeoutSeconds') ?? 0);
  return {
    ...request,
    sendInitialEvents,
    bookmarks: ['true', '1'].includes(query.get('allowWatchBookmarks') ?? ''),
    timeoutSeconds: timeout > 0 ? timeout : 1800 + Math.random() * 1800,
  };
}

/** Streams changes as lines of JSON until the time is up, the client goes or the API closes. */
export function serveWatch(
  core: Core,
  type: ResourceType,
  exchange: Exchange,
  request: WatchRequest,
  present: Presenter,
): void {
  const options = readOptions(exchange, request);
  const start = startWatch(core, type, options);
  const { response } = exchange;
  let revision = start.revision;
  let mostWaiting = Infinity;
  const write = (kind: string, object: string) => {
    response.write(`{"type":"${kind}","object":${object}}\n`);
    if (response.writableLength > mostWaiting) response.destroy();
  };
  const send = (event: WatchEvent) => {
    revision = Math.max(revision, event.revision);
    write(event.type, present.one(event.object));
  };
  const bookmark = (annotations?: Record<string, string>) => {
    const object = present.bookmark(String(revision), annotations);
    write('BOOKMARK', JSON.stringify(object));
  };
  response.writeHead(200, {
    'content-type': 'application/json',
    'cache-control': 'no-cache, private',
  });
  response.flushHeaders();
  start.initial.forEach(send);
  if (options.sendInitialEvents && options.bookmarks) {
    bookmark({ 'k8s.io/initial-events-end': 'true' });
  }
  mostWaiting = response.writableLength + mostUnread;
  follow(core, exchange, options, {
    follow: () => start.follow(send),
    bookmark: () => {
      revision = core.storage.revision;
      bookmark();
    },
  });
}

function follow(
  core: Core,
  exchange: Exchange,
  options: WatchOptions,
  stream: { follow: () => () => void; bookmark: () => void },
): void {
  const { response } = exchange;
  const running = [stream.follow()];
  let nextBookmark = () => {};
  const stop = () => {
    running.splice(0).forEach(cancel => cancel());
    nextBookmark();
  };
  const schedule = () => {
    nextBookmark = core.clock.after(bookmarkPeriod, () => {
      stream.bookmark();
      schedule();
    });
  };
  if (options.bookmarks) schedule();
  // A client that reads slowly closes long after the end: nothing may be written in between.
  const end = () => {
    stop();
    response.end();
  };
  running.push(core.clock.after(options.timeoutSeconds * 1000, end));
  response.on('close', stop);
  response.on('error', stop);
}
