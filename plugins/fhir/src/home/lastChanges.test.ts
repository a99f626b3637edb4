import { ago } from '../fixtures/ago';
import { instance } from '../fixtures/detail';
import { situations } from '../fixtures/situations';
import { lastChanges } from './lastChanges';

const fleet = [
  { ...instance(), name: 'old', createdAt: ago(500) },
  { ...situations['image-pull-failed'], name: 'broken', createdAt: ago(400) },
];

describe('lastChanges', () => {
  it('tells when a server was made and when its health became another one, newest first', () => {
    expect(
      lastChanges(fleet, 10).map(({ name, what }) => [name, what]),
    ).toEqual([
      ['broken', 'Failed'],
      ['old', 'Ready'],
      ['broken', 'created'],
      ['old', 'created'],
    ]);
  });

  it('keeps the newest of many', () => {
    expect(lastChanges(fleet, 1)).toEqual([
      expect.objectContaining({ name: 'broken', what: 'Failed', at: ago(2) }),
    ]);
  });
});
