import { execFile } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// What the launcher says to a person.
const root = path.resolve(__dirname, '../..');
const launch = __dirname;
const part = (name: string) => pathToFileURL(path.join(launch, name));

interface Outcome {
  code: number;
  said: string;
}

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

/** Runs Node.js with a sandbox folder of its own. */
function run(args: string[], env: object = {}): Promise<Outcome> {
  return new Promise(resolve =>
    execFile(
      process.execPath,
      args,
      {
        cwd: root,
        env: {
          ...process.env,
          NODE_OPTIONS: '',
          FHIR_SANDBOX_DIR: path.join(folder, 'sandbox'),
          ...env,
        },
      },
      (error, out, err) =>
        resolve({ code: Number(error?.code ?? 0), said: out + err }),
    ),
  );
}

/** Runs lines that use parts of the launcher. */
const evaluate = (lines: string, env?: object) =>
  run(['--input-type=module', '-e', lines], env);

/** Runs something while a port is taken. */
async function withPortTaken(work: (port: number) => Promise<void>) {
  const server = net.createServer();
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await work(typeof address === 'object' ? (address?.port ?? 0) : 0);
  server.close();
}

const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('npm start refuses in one clear sentence', () => {
  const start = path.join(launch, 'start.mjs');

  it('a port that is in use, with the way out', () =>
    withPortTaken(async port => {
      const env = { FHIR_PORT_BASE: String(port) };
      expect(await run([start], env)).toEqual({
        code: 1,
        said: `\nPort ${port} (portal) is in use. Stop what listens there, or choose other ports: FHIR_PORT_BASE=8100 npm start.\n`,
      });
      expect(fs.readdirSync(folder)).toEqual([]);
    }));

  it.each(['many', '70000'])('a port that is none: %s', async base => {
    const { code, said } = await run([start], { FHIR_PORT_BASE: base });
    expect(code).toBe(1);
    expect(said).toBe(
      `\nFHIR_PORT_BASE is "${base}": it must be a port number, such as 8100; the six from it are used.\n`,
    );
  });

  it('too little disk, with how much is needed', async () => {
    const { code, said } = await evaluate(`
      import fs from 'node:fs';
      import { checkDisk } from '${part('install.mjs')}';
      import { fail } from '${part('progress.mjs')}';
      fs.statfsSync = () => ({ bavail: 3, bsize: 2 ** 29 });
      try { checkDisk(); } catch (error) { fail(error); }
    `);
    expect(code).toBe(1);
    expect(said).toBe(
      `\nToo little disk: 1.5 GiB are free in ${root}, the packages and the build need 4 GiB. Free some and run the command again.\n`,
    );
  });

  it('no network, whatever Yarn says to it', async () => {
    fs.writeFileSync(
      path.join(folder, 'package.json'),
      '{ "name": "x", "private": true, "dependencies": { "is-number": "7.0.0" } }',
    );
    fs.writeFileSync(path.join(folder, 'yarn.lock'), '');
    const { code, said } = await evaluate(
      `
      import { command } from '${part('command.mjs')}';
      import { yarn } from '${part('paths.mjs')}';
      import { fail } from '${part('progress.mjs')}';
      import { networkSentence } from '${part('runtime.mjs')}';
      const failure = output => networkSentence(output, 'The packages');
      await command(process.execPath, [yarn, 'install'], { cwd: '${folder}', failure }).catch(fail);
    `,
      {
        YARN_NPM_REGISTRY_SERVER: 'http://127.0.0.1:9',
        YARN_UNSAFE_HTTP_WHITELIST: '127.0.0.1',
        YARN_HTTP_PROXY: '',
        YARN_HTTP_RETRY: '0',
        YARN_ENABLE_GLOBAL_CACHE: 'false',
        YARN_CACHE_FOLDER: path.join(folder, 'cache'),
        YARN_IGNORE_PATH: '1',
      },
    );
    expect(code).toBe(1);
    expect(said).toBe(
      '\nThe packages could not be fetched: the npm registry does not answer. Check the network or the proxy (npm config get registry) and run the command again; it goes on from here.\n',
    );
  });

  it.each<[string, string, boolean]>([
    ['npm without a name server', 'npm error code ENOTFOUND', true],
    ['npm behind a closed port', "npm error code: 'ECONNREFUSED',", true],
    ['a lock file that is too old', 'YN0028: The lockfile would', false],
    [
      'a crash of Yarn that shows its program',
      `${'RequestError;'.repeat(100)}\nTypeError: x is not a function`,
      false,
    ],
  ])('takes for a missing network: %s', async (_case, output, expected) => {
    const { said } = await evaluate(`
      import { networkSentence } from '${part('runtime.mjs')}';
      console.log(networkSentence(${JSON.stringify(output)}, 'Node 24') !== undefined);
    `);
    expect(said).toBe(`${expected}\n`);
  });

  it('a part that ends while it starts, with its last words and its log', async () => {
    const { code, said } = await evaluate(`
      import { startProcess, waitUntil } from '${part('processes.mjs')}';
      import { fail } from '${part('progress.mjs')}';
      const part = startProcess('operator', ['-e', 'console.log("no cluster"); process.exit(3)'], process.env, '.');
      await waitUntil(part, async () => false, 10).catch(fail);
    `);
    expect(code).toBe(1);
    const log = path.join(folder, 'sandbox/logs/operator.log');
    expect(said).toBe(
      `\nno cluster\n\nThe operator ended while it started. Its whole log: ${log}\n`,
    );
  });
});

describe('a stop of npm start', () => {
  it('leaves no process behind, not one that does not listen, and lets none begin', async () => {
    const { code, said } = await evaluate(`
      import { command, endCommands } from '${part('command.mjs')}';
      import { startProcess, stopAll, waitUntil } from '${part('processes.mjs')}';
      import fs from 'node:fs';
      const deaf = 'process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)';
      const parts = ['sandbox', 'portal'].map(name => startProcess(name, ['-e', deaf], process.env, '.'));
      for (const part of parts)
        await waitUntil(part, async () => /up/.test(fs.readFileSync(part.log, 'utf8')), 10);
      const pid = await new Promise(resolve => {
        command(process.execPath, ['-e', 'console.log(process.pid); setInterval(() => {}, 1000)'], { show: resolve }).catch(() => {});
      });
      await endCommands();
      await stopAll(50);
      console.log([pid, ...parts.map(part => part.process.pid)].join(' '));
      try { startProcess('operator', [], process.env, '.'); } catch (error) { console.log(error.message); }
    `);
    const [pids = '', refusal] = said.trim().split('\n');
    expect(code).toBe(0);
    expect(pids.split(' ')).toHaveLength(3);
    expect(pids.split(' ').map(Number).filter(isAlive)).toEqual([]);
    expect(refusal).toBe('The operator is not started: all is stopped.');
  });
});

describe('npm start builds only what has changed', () => {
  it('by the content of the sources, tests left out; and what is gone', async () => {
    const source = path.join(folder, 'source.ts');
    const { said } = await evaluate(`
      import fs from 'node:fs';
      import path from 'node:path';
      import { fingerprint, unlessDone } from '${part('fingerprint.mjs')}';
      import { cacheDirectory, root } from '${part('paths.mjs')}';
      const entry = path.relative(root, '${folder}');
      const name = 'test-' + process.pid;
      const made = '${folder}-made';
      const make = async () => fs.writeFileSync(made, '');
      const built = () => unlessDone(name, fingerprint([entry]), make, made);
      const said = [];
      fs.writeFileSync('${source}', '1'); said.push(await built(), await built());
      fs.writeFileSync('${source}', '2'); said.push(await built(), await built());
      fs.writeFileSync(path.join('${folder}', 'a.test.ts'), '1'); said.push(await built());
      fs.rmSync(made); said.push(await built());
      const failing = unlessDone(name, 'other', async () => { throw new Error('broken'); });
      await failing.catch(() => {}); said.push(await unlessDone(name, 'other', async () => {}));
      fs.rmSync(path.join(cacheDirectory, name)); fs.rmSync(made);
      console.log(said.join(' '));
    `);
    expect(said).toBe('true false true false false true true\n');
  });
});

describe('Node trusts', () => {
  const trusted = (given?: string) =>
    evaluate(
      `const { trustingSandbox } = await import('${part('trust.mjs')}');
       const { readFileSync } = await import('node:fs');
       process.stdout.write(readFileSync(trustingSandbox(process.env).NODE_EXTRA_CA_CERTS, 'utf8'));`,
      { NODE_EXTRA_CA_CERTS: given },
    );

  beforeEach(() => {
    fs.mkdirSync(path.join(folder, 'sandbox'));
    fs.writeFileSync(path.join(folder, 'sandbox/ca.pem'), 'of the sandbox');
  });

  it('the sandbox', async () => {
    expect(await trusted()).toEqual({ code: 0, said: 'of the sandbox' });
  });

  it('what it was told to trust before, too', async () => {
    const given = path.join(folder, 'company.pem');
    fs.writeFileSync(given, 'of the company');
    expect((await trusted(given)).said).toContain(
      'of the company\nof the sandbox',
    );
  });
});

describe('npm run reset', () => {
  const reset = path.join(launch, 'reset.mjs');
  const state = () => path.join(folder, 'sandbox/objects.json');

  beforeEach(() => {
    fs.mkdirSync(path.dirname(state()));
    fs.writeFileSync(state(), '{}');
  });

  it('forgets everything that the sandbox kept', async () => {
    const { code, said } = await run([reset], { FHIR_PORT_BASE: '1' });
    expect(code).toBe(0);
    expect(said).toContain('is gone. The next `npm start` begins');
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  it('does not take it away from under a portal that runs', () =>
    withPortTaken(async port => {
      const env = { FHIR_PORT_BASE: String(port) };
      const { code, said } = await run([reset], env);
      expect(code).toBe(1);
      expect(said).toContain('stop `npm start` with Ctrl-C first');
      expect(fs.existsSync(state())).toBe(true);
    }));
});
