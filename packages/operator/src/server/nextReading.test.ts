import { nextReading, type Known } from './nextReading';

const healthy = { health: 'Healthy' } as const;
const sick = { health: 'Unhealthy', detail: 'no database' } as const;
const fresh: Known = { asked: 0 };

describe('nextReading', () => {
  it('asks a healthy server again after five minutes', () => {
    const next = nextReading(fresh, healthy, 'r1');
    expect(next.known.reading).toMatchObject(healthy);
    expect(next.againMs).toBe(300_000);
  });

  it('asks one that is not healthy soon, then every 30 s', () => {
    let known = fresh;
    const waits = Array.from({ length: 7 }, () => {
      const next = nextReading(known, sick, 'r1');
      known = next.known;
      return next.againMs / 1000;
    });
    expect(waits).toEqual([2, 4, 8, 16, 30, 30, 30]);
  });

  it('does not tell one bad answer after good ones before a second one confirms it', () => {
    const good = nextReading(fresh, healthy, 'r1').known;
    const doubtful = nextReading(good, sick, 'r1');
    expect(doubtful.known.reading).toMatchObject(healthy);
    expect(doubtful.againMs).toBe(5_000);
    const confirmed = nextReading(doubtful.known, sick, 'r1');
    expect(confirmed.known.reading).toMatchObject(sick);
    const recovered = nextReading(doubtful.known, healthy, 'r1');
    expect(recovered.known.reading).toMatchObject(healthy);
    expect(recovered.known.doubtful).toBeUndefined();
  });

  it('remembers the versions, and of which rollout they are', () => {
    const read = { ...healthy, softwareVersion: '5.0', fhirVersion: '4.0.1' };
    const first = nextReading(fresh, read, 'r1').known;
    expect(first.statementOf).toBe('r1');
    const second = nextReading(first, healthy, 'r2').known;
    expect(second).toMatchObject({
      statementOf: 'r1',
      reading: { softwareVersion: '5.0' },
    });
  });
});
