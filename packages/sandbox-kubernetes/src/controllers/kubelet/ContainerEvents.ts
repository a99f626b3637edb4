import type { EventSubject } from '../EventRecorder';
import type { KubeletContext } from './kubeletContext';

/** Events of the kubelet about one container. */
export class ContainerEvents {
  constructor(
    private readonly context: KubeletContext,
    private readonly pod: EventSubject,
    private readonly container: string,
  ) {}

  normal(reason: string, message: string): void {
    this.context.events.normal(this.pod, this.event(reason, message));
  }

  warning(reason: string, message: string): void {
    this.context.events.warning(this.pod, this.event(reason, message));
  }

  private event(reason: string, message: string) {
    return {
      reason,
      message,
      component: 'kubelet',
      host: this.context.node.name,
      fieldPath: `spec.containers{${this.container}}`,
    };
  }
}
