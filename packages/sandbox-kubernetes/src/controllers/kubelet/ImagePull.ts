import type { Container } from 'kubernetes-types/core/v1';
import { pullImage, refuseImage, type PulledImage } from '../images';
import { BackOff } from './BackOff';
import type { ContainerEvents } from './ContainerEvents';
import type { KubeletContext } from './kubeletContext';

/** What the owner of a container hears while its image is pulled. */
export interface PullListener {
  waiting(reason: string, message: string): void;
  pulled(image: PulledImage): void;
}

/** Pulls the image of one container until it is there, with the events and the back-off of the kubelet. */
export class ImagePull {
  private readonly backOff = new BackOff();
  private cancel?: () => void;
  private refusedByFault = false;

  constructor(
    private readonly context: KubeletContext,
    private readonly container: Container,
    private readonly events: ContainerEvents,
    private readonly instance: string | undefined,
    private readonly listener: PullListener,
  ) {}

  /** Pulls, unless the node has the image already. */
  start(): void {
    const image = this.container.image ?? '';
    const found = this.resolve();
    const local = this.container.imagePullPolicy !== 'Always';
    if (local && this.context.pulledImages.has(image) && 'id' in found) {
      this.events.normal(
        'Pulled',
        `Container image "${image}" already present on machine`,
      );
      this.listener.pulled(found);
      return;
    }
    this.events.normal('Pulling', `Pulling image "${image}"`);
    const { imagePull } = this.context.pace;
    // A registry refuses sooner than it delivers.
    const wait = 'id' in found ? imagePull : imagePull / 4;
    this.after(wait, () => this.finish());
  }

  /** Faults have changed: a pull that was refused because of one is tried again at once. */
  faultsChanged(): void {
    const still = this.context.faults.on('image-pull', this.instance);
    if (!this.refusedByFault || still) return;
    this.refusedByFault = false;
    this.backOff.reset();
    this.start();
  }

  stop(): void {
    this.cancel?.();
  }

  private finish(): void {
    const image = this.container.image ?? '';
    const result = this.resolve();
    if ('refused' in result) {
      this.fail(result.refused);
      return;
    }
    const { imagePull } = this.context.pace;
    this.context.pulledImages.add(image);
    this.events.normal(
      'Pulled',
      `Successfully pulled image "${image}" in ${imagePull}ms (${imagePull}ms including waiting). Image size: 125829120 bytes.`,
    );
    this.listener.pulled(result);
  }

  private resolve(): PulledImage | { refused: string } {
    const image = this.container.image ?? '';
    this.refusedByFault = this.context.faults.on('image-pull', this.instance);
    return this.refusedByFault
      ? refuseImage(image)
      : pullImage(this.context.images, image);
  }

  private fail(refused: string): void {
    const { image } = this.container;
    this.events.warning(
      'Failed',
      `Failed to pull image "${image}": ${refused}`,
    );
    this.events.warning('Failed', 'Error: ErrImagePull');
    this.listener.waiting('ErrImagePull', refused);
    this.after(this.context.pace.pullFailed, () => {
      this.events.normal('BackOff', `Back-off pulling image "${image}"`);
      this.events.warning('Failed', 'Error: ImagePullBackOff');
      this.listener.waiting(
        'ImagePullBackOff',
        `Back-off pulling image "${image}": ErrImagePull: ${refused}`,
      );
      this.after(this.backOff.next(), () => this.start());
    });
  }

  private after(milliseconds: number, run: () => void): void {
    this.cancel?.();
    this.cancel = this.context.clock.after(milliseconds, run);
  }
}
