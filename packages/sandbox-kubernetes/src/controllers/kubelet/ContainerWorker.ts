import { randomBytes } from 'node:crypto';
import type { Container } from 'kubernetes-types/core/v1';
import { timeText } from '../conditions';
import { MissingReference } from '../containerInputs';
import type { ContainerProcess } from '../containerRuntime';
import { instanceOf } from '../Faults';
import { pullImage, type PulledImage } from '../images';
import type { StoredPod } from '../stored';
import { goDuration } from './BackOff';
import { ContainerEvents } from './ContainerEvents';
import { ContainerProbes, type ProbedContainer } from './ContainerProbes';
import { containerStart } from './containerStart';
import {
  endedView,
  newView,
  restartedView,
  runningView,
  waitingView,
  type ContainerView,
} from './containerView';
import { ImagePull } from './ImagePull';
import type { KubeletContext } from './kubeletContext';
import { Restarts } from './Restarts';

const configRetry = 10_000;
const killedExitCode = 137;
const crashedExitCode = 139;
const crashLines = [
  'Unhandled exception. System.InvalidOperationException: The fault crash-loop is switched on in the sandbox.',
  '   at Microsoft.Health.Fhir.Web.Program.Main(String[] args)',
];

/** What a container knows of its pod. */
export interface ContainerOwner {
  /** The pod as it was last seen. */
  readonly pod: StoredPod;
  readonly podIP: string;
  /** The status of the container is another. */
  changed(): void;
}

/** One container: its image pulled, its process created, run, probed, restarted. */
export class ContainerWorker implements ProbedContainer {
  view: ContainerView;
  private process?: ContainerProcess;
  private probes?: ContainerProbes;
  private readonly pull: ImagePull;
  private readonly events: ContainerEvents;
  private readonly restarts: Restarts;
  private image?: PulledImage;
  private run = 0;
  private crashedByFault = false;
  private cancel?: () => void;

  constructor(
    private readonly context: KubeletContext,
    private readonly owner: ContainerOwner,
    readonly container: Container,
    saved?: ContainerView,
  ) {
    const { name, image = '' } = container;
    this.view = saved ?? newView(name, image);
    this.restarts = new Restarts(owner.pod.spec?.restartPolicy);
    this.events = new ContainerEvents(context, owner.pod, name);
    this.pull = new ImagePull(context, container, this.events, this.instance, {
      waiting: (reason, message) => this.wait(reason, message),
      pulled: pulled => {
        this.image = pulled;
        this.create();
      },
    });
  }

  /** Begins from nothing, or goes on with what ran when the sandbox was stopped. */
  start(): void {
    const { state } = this.view;
    const ended = state.terminated;
    if (ended && !this.restarts.isWanted(ended.exitCode)) return;
    const image = pullImage(this.context.images, this.container.image ?? '');
    if (state.running && 'id' in image && !this.isFaulty()) {
      this.image = image;
      this.create(true);
      return;
    }
    this.pull.start();
  }

  /** It cannot run here, ever. */
  refuse(message: string): void {
    this.events.warning('Failed', `Error: ${message}`);
    this.wait('CreateContainerError', message);
  }

  /** Ends it for good, in order: the pod is leaving. */
  terminate(): void {
    this.halt();
    if (this.view.state.running) this.end(0);
  }

  /** Ends it at once and silently: the pod or the sandbox is gone. */
  halt(): void {
    this.run++;
    this.cancel?.();
    this.pull.stop();
    this.probes?.stop();
    this.process?.stop();
    this.process = undefined;
  }

  request(
    ...call: Parameters<ContainerProcess['request']>
  ): ReturnType<ContainerProcess['request']> {
    return this.process?.request(...call) ?? Promise.resolve(undefined);
  }

  /** A ConfigMap or Secret has changed. */
  inputsChanged(): void {
    if (this.isWaitingFor('CreateContainerConfigError')) this.create();
  }

  faultsChanged(): void {
    this.pull.faultsChanged();
    const faulty = this.isFaulty();
    if (faulty && this.process) this.crash();
    if (!faulty && this.crashedByFault) {
      this.crashedByFault = false;
      this.restarts.reset();
      this.restart();
    }
    this.probes?.now();
  }

  podIP(): string {
    return this.owner.podIP;
  }

  becameStarted(): void {
    this.show({ ...this.view, started: true });
  }

  becameReady(ready: boolean): void {
    this.show({ ...this.view, ready });
  }

  unhealthy(message: string): void {
    this.events.warning('Unhealthy', message);
  }

  mustRestart(probe: 'liveness' | 'startup'): void {
    this.events.normal(
      'Killing',
      `Container ${this.container.name} failed ${probe} probe, will be restarted`,
    );
    this.process?.stop();
    this.exited(killedExitCode);
  }

  private create(resumed = false): void {
    this.cancel?.();
    try {
      this.launch(resumed);
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      this.events.warning('Failed', `Error: ${error.message}`);
      this.wait(error.reason, error.message);
      this.after(configRetry, () => this.create());
    }
  }

  /** Starts the process. Throws MissingReference. */
  private launch(resumed: boolean): void {
    const { context, container, owner, image } = this;
    if (!image) return;
    const start = containerStart(context, owner.pod, container, image);
    const run = ++this.run;
    if (!resumed) this.showRunning();
    if (this.isFaulty()) {
      this.after(context.pace.crash, () => this.crash());
      return;
    }
    const callbacks = {
      resumed,
      onExit: (code: number) => {
        if (run === this.run) this.exited(code);
      },
      onChange: () => this.probes?.now(),
    };
    // Not spread: the files are read whenever they are looked at.
    this.process = context.runtime.start(Object.assign(start, callbacks));
    this.probes = new ContainerProbes(this.process, this, context.clock);
    this.probes.start(resumed && this.view.started);
  }

  private showRunning(): void {
    const { container, context } = this;
    context.logs.rotate(this.podUid, container.name);
    this.events.normal('Created', `Created container: ${container.name}`);
    this.events.normal('Started', `Started container ${container.name}`);
    this.show(
      runningView(this.view, {
        at: timeText(context.clock.now()),
        imageID: this.image?.id ?? '',
        containerID: `containerd://${randomBytes(32).toString('hex')}`,
      }),
    );
  }

  /** The switched fault: the process ends as a broken one does. */
  private crash(): void {
    this.crashedByFault = true;
    this.process?.stop();
    for (const line of crashLines) {
      this.context.logs.write(this.podUid, this.container.name, line);
    }
    this.exited(crashedExitCode);
  }

  private exited(exitCode: number): void {
    this.probes?.stop();
    this.process = undefined;
    this.run++;
    const started = Date.parse(this.view.state.running?.startedAt ?? '');
    this.end(exitCode);
    if (!this.restarts.isWanted(exitCode)) return;
    const wait = this.restarts.waitAfter(this.context.clock.now() - started);
    this.after(this.context.pace.restart, () =>
      wait === undefined ? this.restart() : this.backOff(wait),
    );
  }

  private end(exitCode: number): void {
    this.context.logs.end(this.podUid, this.container.name);
    this.show(
      endedView(this.view, {
        at: timeText(this.context.clock.now()),
        exitCode,
        message: exitCode === 0 ? undefined : this.lastWords(),
      }),
    );
  }

  /** `terminationMessagePolicy: FallbackToLogsOnError`: the end of the log, at most 2048 bytes or 80 lines. */
  private lastWords(): string | undefined {
    const { name, terminationMessagePolicy } = this.container;
    if (terminationMessagePolicy !== 'FallbackToLogsOnError') return undefined;
    const lines = this.context.logs.last(this.podUid, name, 80);
    return lines.join('\n').slice(-2048);
  }

  private backOff(wait: number): void {
    const { name: container } = this.container;
    const { name, namespace, uid } = this.owner.pod.metadata;
    const pod = `${name}_${namespace}(${uid})`;
    this.events.warning(
      'BackOff',
      `Back-off restarting failed container ${container} in pod ${pod}`,
    );
    this.wait(
      'CrashLoopBackOff',
      `back-off ${goDuration(wait)} restarting failed container=${container} pod=${pod}`,
    );
    this.after(wait, () => this.restart());
  }

  private restart(): void {
    this.view = restartedView(this.view);
    this.pull.start();
  }

  private isFaulty(): boolean {
    return this.context.faults.on('crash-loop', this.instance);
  }

  private get podUid(): string {
    return this.owner.pod.metadata.uid;
  }

  private get instance(): string | undefined {
    return instanceOf(this.owner.pod);
  }

  private isWaitingFor(reason: string): boolean {
    return this.view.state.waiting?.reason === reason;
  }

  private wait(reason: string, message: string): void {
    this.show(waitingView(this.view, reason, message));
  }

  private show(view: ContainerView): void {
    this.view = view;
    this.owner.changed();
  }

  private after(milliseconds: number, run: () => void): void {
    this.cancel?.();
    this.cancel = this.context.clock.after(milliseconds, run);
  }
}
