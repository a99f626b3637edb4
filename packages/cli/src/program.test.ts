import fs from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { CliWorld } from './__testUtils__/CliWorld';
import { FakeTerminal } from './__testUtils__/FakeTerminal';
import { EXIT } from './exitCodes';
import { createProgram } from './program';

const page = fs.readFileSync(
  path.resolve(__dirname, '../../../docs/fhirctl.md'),
  'utf8',
);
const program = createProgram(new FakeTerminal(), async () => {});
const commands = program.commands.flatMap(withSubcommands);

function withSubcommands(command: Command): Command[] {
  return [command, ...command.commands.flatMap(withSubcommands)];
}

function fullName(command: Command): string {
  const { parent } = command;
  return parent ? `${fullName(parent)} ${command.name()}` : command.name();
}

/** The part of the page under the heading of a command, and what all commands share. */
function sectionOf(command: Command): string {
  const [, after = ''] = page.split(`# ${fullName(command)}\n`);
  const [section = ''] = after.split(/\n#{2,4} /);
  const shared = /the options of _Which clusters_|see _Which clusters_/;
  return shared.test(section)
    ? section + page.slice(0, page.indexOf('## Commands'))
    : section;
}

let cli: CliWorld;

beforeAll(() => {
  cli = new CliWorld();
});

afterAll(() => cli.close());

describe.each(commands.map(command => [fullName(command), command] as const))(
  '%s',
  (name, command) => {
    const args = name.split(' ').slice(1);

    it('has a help that teaches by example', async () => {
      const { code, out } = await cli.run(...args, '--help');
      expect(code).toBe(0);
      expect(out).toContain(`Usage: ${name}`);
      expect(out).toMatch(/\nExamples:\n {2}# \S.*\n {2}\S/);
      for (const option of command.options) {
        expect(out).toContain(option.long);
        expect(option.description).not.toBe('');
      }
    });

    it('is in docs/fhirctl.md with every option', () => {
      const section = sectionOf(command);
      expect(section).not.toBe('');
      const missing = command.options
        .map(({ long, flags }) => long ?? flags)
        .filter(flag => !section.includes(flag));
      expect(missing).toEqual([]);
    });
  },
);

describe('fhirctl', () => {
  it('prints its help and its version', async () => {
    const help = await cli.run('--help');
    expect(help.code).toBe(0);
    for (const { name } of program.commands.map(one => ({
      name: one.name(),
    }))) {
      expect(help.out).toMatch(new RegExp(`^ {2}${name}\\b`, 'm'));
    }
    expect(await cli.run('--version')).toEqual({
      code: 0,
      out: '0.1.0\n',
      err: '',
    });
  });

  it('keeps its help within a narrow terminal', async () => {
    const terminal = new FakeTerminal({ columns: 60 });
    const { out } = await cli.runOn(terminal, 'list', '--help');
    const usage = out.slice(0, out.indexOf('Examples:'));
    const longest = Math.max(...usage.split('\n').map(line => line.length));
    expect(longest).toBeLessThanOrEqual(60);
  });

  it.each([
    ['no command', [], 'Usage: fhirctl'],
    ['a command that is not there', ['provison'], 'Did you mean provision?'],
    ['an option that is not there', ['list', '--al'], "unknown option '--al'"],
    [
      'an argument that is missing',
      ['update'],
      "missing required argument 'instance'",
    ],
    ['an argument too many', ['wait', 'a', 'b'], 'too many arguments'],
    [
      'a format that is not there',
      ['list', '-o', 'xml'],
      'Allowed choices are table, json, yaml.',
    ],
  ])('%s: exit code 2 and how to go on', async (_case, args, words) => {
    const { code, out, err } = await cli.run(...args);
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain(words);
  });

  it('says what to do when there is no cluster at all', async () => {
    cli.variables.FHIRCTL_CONFIG = 'nowhere.yaml';
    const { code, err } = await cli.run('list');
    cli.variables.FHIRCTL_CONFIG = 'fhirctl.yaml';
    expect(code).toBe(EXIT.usage);
    expect(err).toMatch(/^✖ The configuration .*nowhere.yaml cannot be read/);
    expect(err).toContain(
      '  Next: Correct the file, or name another with --config.',
    );
  });

  it('shows where it happened when nobody foresaw a failure', async () => {
    cli.world.cluster.fail({ verb: 'get' }, new TypeError('oops'));
    const { code, err } = await cli.run('status', 'cardiology/cardio');
    expect(code).toBe(EXIT.failed);
    expect(err).toContain('TypeError: oops');
    expect(err).toContain('please report it');
  });

  it('every exit code is in docs/fhirctl.md', () => {
    for (const code of Object.values(EXIT)) {
      expect(page).toMatch(new RegExp(`^\\| ${code} `, 'm'));
    }
  });
});
