import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** What a command came to. */
export interface Outcome {
  code: number;
  out: string;
  err: string;
}

/** kubectl on one cluster, as a person runs it. */
export class Kubectl {
  constructor(
    private readonly command: string,
    private readonly kubeconfig: string,
  ) {}

  /** Runs a command to its end. The API it speaks to may be in this very process, so nothing here blocks. */
  run(
    args: string[],
    { input, editor }: { input?: string; editor?: string } = {},
  ): Promise<Outcome> {
    const environment = { ...this.environment, KUBE_EDITOR: editor };
    const child = spawn(this.command, args, { env: environment });
    const outcome: Outcome = { code: -1, out: '', err: '' };
    child.stdout.on('data', chunk => {
      outcome.out += chunk;
    });
    child.stderr.on('data', chunk => {
      outcome.err += chunk;
    });
    child.stdin.end(input);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', code => resolve({ ...outcome, code: code ?? -1 }));
    });
  }

  /** A command that runs on; its lines as they come. */
  follow(args: string[]): {
    lines: AsyncIterableIterator<string>;
    stop: () => void;
  } {
    const child = spawn(this.command, args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: this.environment,
    });
    const lines = createInterface({ input: child.stdout });
    return { lines: lines[Symbol.asyncIterator](), stop: () => child.kill() };
  }

  private get environment() {
    return { ...process.env, KUBECONFIG: this.kubeconfig };
  }
}
