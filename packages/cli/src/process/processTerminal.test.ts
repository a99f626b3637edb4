import { PassThrough } from 'node:stream';
import { hasColours, processTerminal } from './processTerminal';

it.each([
  ['a terminal', true, {}, true],
  ['no terminal', false, {}, false],
  ['NO_COLOR', true, { NO_COLOR: '1' }, false],
  ['NO_COLOR that is empty', true, { NO_COLOR: '' }, true],
  [
    'NO_COLOR and FORCE_COLOR',
    true,
    { NO_COLOR: '1', FORCE_COLOR: '1' },
    false,
  ],
  ['FORCE_COLOR without a terminal', false, { FORCE_COLOR: '1' }, true],
  ['FORCE_COLOR=0', true, { FORCE_COLOR: '0' }, false],
  ['TERM=dumb', true, { TERM: 'dumb' }, false],
])('colours on %s: %s, %j → %s', (_case, terminal, variables, expected) => {
  expect(hasColours(terminal, variables)).toBe(expected);
});

describe('processTerminal', () => {
  function start({ isTTY }: { isTTY: boolean }) {
    const stream = () => Object.assign(new PassThrough(), { isTTY });
    const [stdin, stderr] = [stream(), stream()];
    const stdout = Object.assign(stream(), { columns: 120 });
    const interrupt = jest.fn();
    const terminal = processTerminal(
      { stdin, stdout, stderr, env: {} },
      interrupt,
    );
    return { terminal, stdin, stdout, stderr, interrupt };
  }

  it('knows its width on a terminal, and asks nothing elsewhere', () => {
    expect(start({ isTTY: true }).terminal.out).toMatchObject({
      columns: 120,
      colours: true,
    });
    const { terminal } = start({ isTTY: false });
    expect(terminal.out.columns).toBeUndefined();
    expect(terminal.ask).toBeUndefined();
  });

  it('writes results and the rest to their streams', () => {
    const { terminal, stdout, stderr } = start({ isTTY: false });
    terminal.out.write('result');
    terminal.err.write('line');
    expect([String(stdout.read()), String(stderr.read())]).toEqual([
      'result',
      'line',
    ]);
  });

  it('asks on the stream of messages and gives back the answer', async () => {
    const { terminal, stdin, stderr } = start({ isTTY: true });
    const answer = terminal.ask?.('Name? ', new AbortController().signal);
    stdin.write('cardio\r');
    expect(await answer).toBe('cardio');
    expect(String(stderr.read())).toContain('Name? ');
  });

  it('takes Ctrl-C while it asks for a wish to stop', async () => {
    const { terminal, stdin, interrupt } = start({ isTTY: true });
    const stop = new AbortController();
    const answer = terminal.ask?.('Name? ', stop.signal);
    interrupt.mockImplementation(() => stop.abort());
    stdin.write('\u0003');
    await expect(answer).rejects.toThrow('aborted');
    expect(interrupt).toHaveBeenCalledTimes(1);
  });
});
