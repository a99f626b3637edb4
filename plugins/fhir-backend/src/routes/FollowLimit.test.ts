import { FollowLimit } from './FollowLimit';

describe('FollowLimit', () => {
  it('refuses one more for the same caller, and says what to do', () => {
    const limit = new FollowLimit({ perCaller: 2, total: 10 });
    limit.enter('user:default/jane');
    limit.enter('user:default/jane');
    expect(() => limit.enter('user:default/jane')).toThrow(
      'You follow 2 logs already, which is the most for one person. Stop following one and try again.',
    );
    expect(() => limit.enter('user:default/joe')).not.toThrow();
  });

  it('refuses one more for anybody when all places are taken', () => {
    const limit = new FollowLimit({ perCaller: 2, total: 1 });
    limit.enter('user:default/jane');
    expect(() => limit.enter('user:default/joe')).toThrow(
      expect.objectContaining({ statusCode: 429 }),
    );
  });

  it('has a place again after one leaves; leaving twice frees one place only', () => {
    const limit = new FollowLimit({ perCaller: 1, total: 10 });
    const leave = limit.enter('user:default/jane');
    leave();
    leave();
    limit.enter('user:default/jane');
    expect(() => limit.enter('user:default/jane')).toThrow('You follow 1');
  });
});
