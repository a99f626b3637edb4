import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../clock';
import type { ApiFaults } from '../contract';
import { StatusError } from '../statusError';

const reasons: Record<number, [reason: string, message: string]> = {
  429: [
    'TooManyRequests',
    'the server has received too many requests and has asked us to try again later',
  ],
  500: [
    'InternalError',
    'Internal error occurred: a fault is switched on in the sandbox',
  ],
  503: [
    'ServiceUnavailable',
    'the server is currently unable to handle the request',
  ],
};

/** Lets requests fail as it is told to. */
export class FaultInjector {
  private current: ApiFaults = {};
  private path?: RegExp;
  private readonly open = new Set<ServerResponse>();

  constructor(
    private readonly clock: Clock,
    faults: ApiFaults = {},
  ) {
    this.set(faults);
  }

  get faults(): ApiFaults {
    return this.current;
  }

  set(faults: ApiFaults): void {
    this.path = faults.path === undefined ? undefined : new RegExp(faults.path);
    this.current = { ...faults };
    if (!faults.reset) return;
    for (const response of this.open) {
      const { req: request } = response;
      if (this.matches(request.method, request.url)) response.destroy();
    }
  }

  /** Waits, cuts or throws, when the request is one of those that shall fail. True: it was cut. */
  async apply(
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<boolean> {
    this.open.add(response);
    response.on('close', () => this.open.delete(response));
    const { method, url } = request;
    if (!this.isOn() || !this.matches(method, url)) return false;
    const faults = this.current;
    this.countDown();
    if (faults.delayMs) {
      await new Promise<void>(resolve => {
        this.clock.after(faults.delayMs ?? 0, resolve);
      });
    }
    if (faults.reset) {
      response.destroy();
      return true;
    }
    if (faults.status !== undefined) throw refusal(faults);
    return false;
  }

  private isOn(): boolean {
    const { status, reset, delayMs } = this.current;
    return status !== undefined || reset === true || delayMs !== undefined;
  }

  private matches(
    method: string | undefined,
    url: string | undefined,
  ): boolean {
    const { method: wanted } = this.current;
    if (wanted && wanted.toUpperCase() !== method) return false;
    return this.path === undefined || this.path.test(url ?? '');
  }

  private countDown(): void {
    const { count } = this.current;
    if (count === undefined) return;
    this.current = count > 1 ? { ...this.current, count: count - 1 } : {};
  }
}

function refusal({ status = 500, retryAfterSeconds }: ApiFaults): StatusError {
  const [reason, message] = reasons[status];
  return new StatusError(status, reason, message, {
    details: { retryAfterSeconds },
  });
}
