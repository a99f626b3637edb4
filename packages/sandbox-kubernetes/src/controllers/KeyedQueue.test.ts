import { ManualClock } from '../api';
import { KeyedQueue } from './KeyedQueue';

const turn = () =>
  new Promise(resolve => {
    setImmediate(resolve);
  });

function queueOf(reconcile: (key: string) => void) {
  const clock = new ManualClock();
  const errors: unknown[] = [];
  const queue = new KeyedQueue(reconcile, clock, error => errors.push(error));
  return { clock, errors, queue };
}

it('reconciles a key once, however often it was added', async () => {
  const seen: string[] = [];
  const { queue } = queueOf(key => seen.push(key));
  for (const key of ['a', 'b', 'a']) queue.add(key);
  expect(seen).toEqual([]);
  await turn();
  expect(seen).toEqual(['a', 'b']);
});

it('tries a key that failed again, reports it, and goes on with the others', async () => {
  const seen: string[] = [];
  const { queue, errors, clock } = queueOf(key => {
    seen.push(key);
    if (key === 'bad' && seen.length < 3) throw new Error('no');
  });
  queue.add('bad');
  queue.add('good');
  await turn();
  expect([seen, errors]).toEqual([['bad', 'good'], [new Error('no')]]);
  clock.advance(500);
  await turn();
  expect(seen).toEqual(['bad', 'good', 'bad']);
});

it('does not report a conflict, which is expected', async () => {
  const { queue, errors } = queueOf(() => {
    throw Object.assign(new Error('conflict'), { code: 409 });
  });
  queue.add('a');
  await turn();
  expect(errors).toEqual([]);
});

it('keeps one timer per key, and none after its end', async () => {
  const seen: string[] = [];
  const { queue, clock } = queueOf(key => seen.push(key));
  queue.addAfter('a', 1000);
  queue.addAfter('a', 3000);
  clock.advance(2000);
  await turn();
  expect(seen).toEqual([]);
  clock.advance(1000);
  await turn();
  expect(seen).toEqual(['a']);
  queue.addAfter('a', 1000);
  queue.stop();
  clock.advance(2000);
  await turn();
  expect(seen).toEqual(['a']);
});
