import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

const root = path.resolve(__dirname, '../../..');

/** A line of its log. */
export interface LogLine {
  level: string;
  message: string;
  [field: string]: unknown;
}

/** How one operator is started. */
export interface OperatorProcessOptions {
  /** The one file that is shipped. */
  program: string;
  kubeconfig: string;
  /** Where its configuration goes. */
  directory: string;
  /** Who it is among several. */
  name: string;
  /** Where its lease is. */
  namespace: string;
  settings: object;
  /** By how many hours its clock is moved, one after the other, by `moveClock`. */
  clock?: readonly number[];
}

/** Bundles the operator as it is shipped, and copies the file to a folder so that no other build changes it meanwhile. */
export function shippedProgram(directory: string): string {
  const bundler = pathToFileURL(path.join(root, 'tools/launch/bundle.mjs'));
  const script = `const { bundle } = await import('${bundler}'); await bundle('operator');`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const program = path.join(directory, 'operator.mjs');
  copyFileSync(path.join(root, 'packages/operator/dist/main.mjs'), program);
  return program;
}

/** The operator as a process of its own, as it runs in a pod. */
export class OperatorProcess {
  readonly lines: LogLine[] = [];
  private readonly child: ChildProcess;
  private readonly exited: Promise<number | string>;
  private readonly heard = new Set<() => void>();
  private complaints = '';

  constructor(private readonly options: OperatorProcessOptions) {
    const { program, kubeconfig, directory, name, namespace } = options;
    const { clock } = options;
    const preload = clock
      ? ['--import', path.join(__dirname, 'movedClock.mjs')]
      : [];
    const config = path.join(directory, `${name}.json`);
    writeFileSync(config, JSON.stringify(options.settings));
    this.child = spawn(
      process.execPath,
      [...preload, program, '--config', config],
      {
        env: {
          PATH: process.env.PATH,
          KUBECONFIG: kubeconfig,
          POD_NAMESPACE: namespace,
          POD_NAME: name,
          LOG_LEVEL: 'info',
          // It is started a hundred times.
          NODE_COMPILE_CACHE: path.join(directory, 'compiled'),
          FHIR_TEST_CLOCK: clock?.join(','),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.exited = once(this.child, 'exit').then(([code, signal]) => {
      for (const listener of this.heard) listener();
      return code ?? signal;
    });
    this.listen();
  }

  /** Waits for a line of its log; fails with the end of the log when it ends before, or after a time. */
  async says(message: string, seconds = 30): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const settle = (settled: () => void) => {
        clearTimeout(deadline);
        this.heard.delete(look);
        settled();
      };
      const look = () => {
        if (this.lines.some(line => line.message === message)) settle(resolve);
        else if (this.hasEnded) settle(() => reject(this.silent(message)));
      };
      const deadline = setTimeout(
        () => settle(() => reject(this.silent(message))),
        seconds * 1000,
      );
      this.heard.add(look);
      look();
    });
  }

  /** What ends it without a chance to do anything. */
  async kill(): Promise<void> {
    if (!this.hasEnded) this.child.kill('SIGKILL');
    await this.exited;
  }

  /** Ends it as the platform does; its exit code. */
  async stop(): Promise<number | string> {
    if (!this.hasEnded) this.child.kill('SIGTERM');
    return this.exited;
  }

  /** Freezes it, as a stalled node does. */
  freeze(): void {
    this.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.child.kill('SIGCONT');
  }

  /** Sets its clock as `clock` says next. */
  moveClock(): void {
    this.child.kill('SIGUSR2');
  }

  /** Its exit code, once it ends by itself. */
  get end(): Promise<number | string> {
    return this.exited;
  }

  /** The sum of a metric over all its labels, or over those series that have one label, such as `what="lists"`. */
  async metric(name: string, label = ''): Promise<number> {
    const started = this.lines.find(({ message }) => message === 'started');
    const answer = await fetch(`http://127.0.0.1:${started?.port}/metrics`);
    const values = (await answer.text())
      .split('\n')
      .filter(line => new RegExp(`^${name}[{ ]`).test(line))
      .filter(line => line.includes(label))
      .map(line => Number(line.slice(line.lastIndexOf(' '))));
    return values.reduce((sum, value) => sum + value, 0);
  }

  private get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  private listen(): void {
    const { stdout, stderr } = this.child;
    if (!stdout || !stderr) throw new Error('the operator has no output');
    stderr.on('data', chunk => (this.complaints += chunk));
    createInterface({ input: stdout }).on('line', line => {
      this.lines.push(JSON.parse(line));
      for (const listener of this.heard) listener();
    });
  }

  private silent(message: string): Error {
    const end = this.lines.slice(-15).map(line => JSON.stringify(line));
    return new Error(
      `operator ${this.options.name} did not say "${message}": ${[...end, this.complaints].join('\n')}`,
    );
  }
}
