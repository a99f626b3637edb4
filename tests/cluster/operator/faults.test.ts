import { breakControlPlane, describeOnOwnControlPlane } from '../controlPlane';
import { describeRequest } from './AuditLog';
import { shuffledDeck } from './Deck';
import { FaultProxy } from './FaultProxy';
import { Jumble } from './Jumble';
import { Load } from './Load';
import type { OperatorProcess } from './OperatorProcess';
import { OperatorStage } from './OperatorStage';
import { soak } from './soak';

const FHIRS = soak ? 40 : 16;

const apiServerKills = soak ? 20 : 3;
const operatorKills = soak ? 100 : 10;

/** Ingress and NetworkPolicy may come and go: a server has six children, a status, and an event now and then. */
const WRITES_PER_CHANGE = 20;

/** A lease that is over soon, so that the tests are. */
const shortLease = {
  mode: 'Enabled',
  leaseSeconds: 4,
  renewSeconds: 3,
  retrySeconds: 1,
};

describeOnOwnControlPlane(
  'a fleet whose control plane or operator fails',
  () => {
    const deck = shuffledDeck();
    let stage: OperatorStage;
    let load: Load;
    let running: OperatorProcess[] = [];

    const start = async (...args: Parameters<OperatorStage['start']>) => {
      const operator = await stage.start(...args);
      running.push(operator);
      return operator;
    };

    /** All as it should be, with no more writes than what was asked for can need, and then none at all. */
    const endsWell = async (
      mark: number,
      askedBefore: number,
      {
        users = [stage.userOf()],
        restarted = false,
      }: { users?: string[]; restarted?: boolean } = {},
    ) => {
      await stage.untilRight(90);
      const writes = users.flatMap(user => stage.audit.writes(user, mark));
      const asked = load.asked - askedBefore;
      console.info(`${asked} asked for, ${writes.length} writes`);
      expect(writes.length).toBeLessThan(
        users.length * (asked * WRITES_PER_CHANGE + FHIRS),
      );
      await stage.staysQuiet(users);
      // An API server that has just been started knows no rules for a moment.
      if (restarted) return;
      expect(users.flatMap(user => stage.audit.forbidden(user, mark))).toEqual(
        [],
      );
    };

    beforeAll(async () => {
      stage = new OperatorStage('faults');
      load = new Load(stage, deck, FHIRS);
      await start();
      await load.begin();
      await stage.untilRight(90);
    }, 180_000);

    afterEach(async () => {
      await Promise.all(running.map(operator => operator.kill()));
      running = [];
    });

    afterAll(() => stage.close());

    it(`is right after the API server was killed ${apiServerKills} times under load`, async () => {
      if (running.length === 0) await start();
      const mark = stage.audit.mark();
      const { asked } = load;
      for (let round = 0; round < apiServerKills; round += 1) {
        await Promise.all([breakControlPlane('kill'), load.go(4)]);
      }
      await breakControlPlane('controllers');
      await endsWell(mark, asked, { restarted: true });
    }, 240_000);

    it('is right after etcd forgot everything that the operator could resume from (410)', async () => {
      const operator = await start();
      const mark = stage.audit.mark();
      const { asked } = load;
      const lists = () => operator.metric('reflector_total', 'what="lists"');
      const before = await lists();
      operator.freeze();
      await load.go(10);
      await breakControlPlane('compact');
      await breakControlPlane('kill');
      await breakControlPlane('controllers');
      operator.thaw();
      await load.go(4);
      await endsWell(mark, asked, { restarted: true });
      expect(await lists()).toBeGreaterThan(before);
    }, 120_000);

    it(`is right after the operator was killed ${operatorKills} times at random moments under load`, async () => {
      const mark = stage.audit.mark();
      const { asked } = load;
      for (let round = 0; round < operatorKills; round += 1) {
        const operator = await start({
          until: deck.between(1, 5) === 1 ? 'started' : 'working',
        });
        await Promise.all([load.go(2), pause(deck.between(20, 300))]);
        await operator.kill();
      }
      await start();
      await endsWell(mark, asked);
    }, 240_000);

    it('is right when events come twice, late, out of order and long after, and watches end', async () => {
      const { proxy, kubeconfig } = await FaultProxy.start(
        stage.kubeconfigOf(),
      );
      proxy.relay = send => new Jumble(deck, send);
      await start({ kubeconfig });
      const mark = stage.audit.mark();
      const { asked } = load;
      for (let round = 0; round < 6; round += 1) {
        await load.go(8);
        if (round % 3 === 0) proxy.endWatches();
      }
      await endsWell(mark, asked);
      proxy.close();
    }, 120_000);

    it('is right after the clock of the operator was set forward and back', async () => {
      const operator = await start({
        clock: [5, -30, 48, -23],
        settings: { leaderElection: { mode: 'Enabled' } },
      });
      const mark = stage.audit.mark();
      const { asked } = load;
      for (let round = 0; round < 4; round += 1) {
        operator.moveClock();
        await load.go(8);
      }
      await endsWell(mark, asked);
      expect(await operator.metric('leader_election_master_status')).toBe(1);
    }, 120_000);

    it('is right with two operators that do not know of each other', async () => {
      await Promise.all([start(), start({ name: 'second' })]);
      const mark = stage.audit.mark();
      const { asked } = load;
      for (let round = 0; round < 5; round += 1) await load.go(8);
      const users = [stage.userOf(), stage.userOf('second')];
      await endsWell(mark, asked, { users });
    }, 120_000);

    it('is not written to by an operator that was frozen for longer than its lease', async () => {
      const settings = { leaderElection: shortLease };
      const frozen = await start({ name: 'first', settings });
      const heir = await start({ name: 'second', settings, until: 'started' });
      const mark = stage.audit.mark();
      const { asked } = load;
      const changing = load.go(10);
      frozen.freeze();
      await changing;
      await heir.says('working');
      const inherited = stage.audit.mark();
      frozen.thaw();
      expect(await frozen.end).toBe(1);
      const late = stage.audit
        .writes(stage.userOf('first'), inherited)
        .filter(({ responseStatus }) => Number(responseStatus?.code) < 400);
      expect(late.map(describeRequest)).toEqual([]);
      const users = [stage.userOf('first'), stage.userOf('second')];
      await endsWell(mark, asked, { users });
    }, 120_000);

    it('is handed over at once when the operator is told to stop', async () => {
      const settings = {
        leaderElection: { mode: 'Enabled', leaseSeconds: 60 },
      };
      const name = 'hand-over';
      const leaving = await start({
        settings: { leaderElection: { ...settings.leaderElection, name } },
      });
      const heir = await start({
        name: 'second',
        settings: { leaderElection: { ...settings.leaderElection, name } },
        until: 'started',
      });
      const before = Date.now();
      const [code] = await Promise.all([leaving.stop(), heir.says('working')]);
      expect(code).toBe(0);
      expect(Date.now() - before).toBeLessThan(15_000);
    });

    it('can be deleted as a whole', async () => {
      await start();
      await stage.removeAll();
    }, 90_000);
  },
);

function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds));
}
