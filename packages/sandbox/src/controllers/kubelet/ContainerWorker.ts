import { randomBytes } from 'node:crypto';
import type { Container } from 'kubernetes-types/core/v1';
import { timeText } from '../conditions';
import {
  containerEnv,
  containerFiles,
  MissingReference,
} from '../containerInputs';
import type { ContainerProcess } from '../containerRuntime';
import { instanceOf } from '../Faults';
import { pullImage, type PulledImage } from '../images';
import type { StoredPod } from '../stored';
import { BackOff } from './BackOff';
import { ContainerProbes, type ProbedContainer } from './ContainerProbes';
import { newView, type ContainerView } from './containerView';
import { ImagePull } from './ImagePull';
import type { KubeletContext } from './kubeletContext';

const configRetry = 10_000;
const stableAfter = 600_000;
const killedExitCode = 137;
const crashedExitCode = 139;

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
  private readonly restartBackOff = new BackOff();
  private image?: PulledImage;
  private run = 0;
  private crashes = 0;
  private cancel?: () => void;

  constructor(
    private readonly context: KubeletContext,
    private readonly owner: ContainerOwner,
    readonly container: Container,
    saved?: ContainerView,
  ) {
    const { name, image = '' } = container;
    this.view = saved ?? newView(name, image);
    this.pull = new ImagePull(context, container, owner.pod, this.instance, {
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
    if (state.terminated && !this.isRestarted(state.terminated.exitCode))
      return;
    const image = pullImage(this.context.images, this.container.image ?? '');
    if (state.running && 'id' in image && !this.isFaulty()) {
      this.image = image;
      this.launch(true);
      return;
    }
    this.pull.start();
  }

  /** Ends it for good, in order: the pod is leaving. */
  terminate(): void {
    this.halt();
    if (this.view.state.running) this.end(0, 'Completed');
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
    if (!faulty && this.isWaitingFor('CrashLoopBackOff')) {
      this.restartBackOff.reset();
      this.crashes = 0;
      this.restart();
    }
    this.probes?.now();
  }

  podIP(): string {
    return this.owner.podIP;
  }

  becameStarted(): void {
    this.update({ started: true });
  }

  becameReady(ready: boolean): void {
    this.update({ ready });
  }

  unhealthy(message: string): void {
    this.warn('Unhealthy', message);
  }

  mustRestart(probe: 'liveness' | 'startup'): void {
    this.event(
      'Killing',
      `Container ${this.container.name} failed ${probe} probe, will be restarted`,
    );
    this.process?.stop();
    this.exited(killedExitCode);
  }

  private create(): void {
    this.cancel?.();
    try {
      this.launch(false);
    } catch (error) {
      if (!(error instanceof MissingReference)) throw error;
      this.warn('Failed', `Error: ${error.message}`);
      this.wait(error.reason, error.message);
      this.after(configRetry, () => this.create());
    }
  }

  /** Starts the process. Throws MissingReference. */
  private launch(resumed: boolean): void {
    const { context, container, owner } = this;
    const { store, logs, runtime, clock } = context;
    const { pod } = owner;
    const { uid } = pod.metadata;
    const env = containerEnv(store, pod, container);
    const files = this.files();
    const run = ++this.run;
    if (!resumed) this.showRunning(logs, uid);
    if (this.isFaulty()) {
      this.after(context.pace.crash, () => this.crash());
      return;
    }
    const image = this.image;
    if (!image) return;
    this.process = runtime.start({
      image,
      namespace: pod.metadata.namespace,
      pod: pod.metadata.name,
      podUid: uid,
      container: container.name,
      args: container.args ?? [],
      labels: pod.metadata.labels ?? {},
      serviceAccount: pod.spec?.serviceAccountName ?? 'default',
      env,
      get files() {
        return files();
      },
      resumed,
      log: line => logs.write(uid, container.name, line),
      onExit: code => {
        if (run === this.run) this.exited(code);
      },
      onChange: () => this.probes?.now(),
    });
    this.probes = new ContainerProbes(this.process, this, clock);
    this.probes.start(resumed && this.view.started);
  }

  private showRunning(logs: KubeletContext['logs'], podUid: string): void {
    const { container, context } = this;
    logs.rotate(podUid, container.name);
    this.event('Created', `Created container: ${container.name}`);
    this.event('Started', `Started container ${container.name}`);
    this.update({
      state: { running: { startedAt: timeText(context.clock.now()) } },
      imageID: this.image?.id ?? '',
      containerID: `containerd://${randomBytes(32).toString('hex')}`,
      started: false,
      ready: false,
    });
  }

  /** Reads the mounts now, and again whenever they are looked at; a source that has gone leaves what was there. */
  private files(): () => Record<string, string> {
    const { context, container, owner } = this;
    const read = () =>
      containerFiles(context.store, owner.pod, container, (pod, projection) =>
        context.tokens.issue(
          {
            namespace: pod.metadata.namespace,
            serviceAccount: pod.spec?.serviceAccountName ?? 'default',
            pod: { name: pod.metadata.name, uid: pod.metadata.uid },
          },
          projection.audience ?? context.tokens.issuer,
          projection.expirationSeconds ?? 3600,
        ),
      );
    let last = read();
    return () => {
      try {
        last = read();
      } catch (error) {
        if (!(error instanceof MissingReference)) throw error;
      }
      return last;
    };
  }

  /** The switched fault: the process ends as a broken one does. */
  private crash(): void {
    const { logs } = this.context;
    const { uid } = this.owner.pod.metadata;
    const { name } = this.container;
    logs.write(
      uid,
      name,
      'Unhandled exception. System.InvalidOperationException: The fault crash-loop is switched on in the sandbox.',
    );
    logs.write(
      uid,
      name,
      '   at Microsoft.Health.Fhir.Web.Program.Main(String[] args)',
    );
    this.process?.stop();
    this.exited(crashedExitCode);
  }

  private exited(exitCode: number): void {
    this.probes?.stop();
    this.process = undefined;
    this.run++;
    const started = Date.parse(this.view.state.running?.startedAt ?? '');
    this.end(exitCode, exitCode === 0 ? 'Completed' : 'Error');
    if (!this.isRestarted(exitCode)) return;
    const now = this.context.clock.now();
    if (now - started >= stableAfter) {
      this.restartBackOff.reset();
      this.crashes = 0;
    }
    this.crashes++;
    this.after(this.context.pace.restart, () =>
      this.crashes === 1 ? this.restart() : this.backOff(),
    );
  }

  private end(exitCode: number, reason: string): void {
    const { state, containerID } = this.view;
    const terminated = {
      exitCode,
      reason,
      startedAt: state.running?.startedAt,
      finishedAt: timeText(this.context.clock.now()),
      containerID,
    };
    this.update({ state: { terminated }, started: false, ready: false });
  }

  private backOff(): void {
    const { name: container } = this.container;
    const { name, namespace, uid } = this.owner.pod.metadata;
    const wait = this.restartBackOff.next();
    const where = `${container} in pod ${name}_${namespace}(${uid})`;
    this.warn('BackOff', `Back-off restarting failed container ${where}`);
    const { state } = this.view;
    this.update({
      lastState: state.terminated ? state : this.view.lastState,
      state: {
        waiting: {
          reason: 'CrashLoopBackOff',
          message: `back-off ${duration(wait)} restarting failed container=${container} pod=${name}_${namespace}(${uid})`,
        },
      },
    });
    this.after(wait, () => this.restart());
  }

  private restart(): void {
    const { state, lastState, restartCount } = this.view;
    this.view = {
      ...this.view,
      restartCount: restartCount + 1,
      lastState: state.terminated ? state : lastState,
    };
    this.pull.start();
  }

  private isRestarted(exitCode: number): boolean {
    switch (this.owner.pod.spec?.restartPolicy) {
      case 'Never':
        return false;
      case 'OnFailure':
        return exitCode !== 0;
      default:
        return true;
    }
  }

  private isFaulty(): boolean {
    return this.context.faults.on('crash-loop', this.instance);
  }

  private get instance(): string | undefined {
    return instanceOf(this.owner.pod);
  }

  private isWaitingFor(reason: string): boolean {
    return this.view.state.waiting?.reason === reason;
  }

  private wait(reason: string, message: string): void {
    this.update({ state: { waiting: { reason, message } } });
  }

  private update(change: Partial<ContainerView>): void {
    this.view = { ...this.view, ...change };
    this.owner.changed();
  }

  private after(milliseconds: number, run: () => void): void {
    this.cancel?.();
    this.cancel = this.context.clock.after(milliseconds, run);
  }

  private event(reason: string, message: string): void {
    this.context.events.normal(this.owner.pod, {
      ...this.eventSource(),
      reason,
      message,
    });
  }

  private warn(reason: string, message: string): void {
    this.context.events.warning(this.owner.pod, {
      ...this.eventSource(),
      reason,
      message,
    });
  }

  private eventSource() {
    return {
      component: 'kubelet',
      host: this.context.node.name,
      fieldPath: `spec.containers{${this.container.name}}`,
    };
  }
}

/** `10s`, `2m40s`, `5m0s`: as Go prints it. */
function duration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60
    ? `${seconds}s`
    : `${Math.floor(seconds / 60)}m${seconds % 60}s`;
}
