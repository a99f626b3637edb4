import { stepLine, type StepId, type StepReport } from '@fhir-on-aks/provision';
import type { TextStream } from '../Environment';
import { paintLine } from './paint';

const waits: StepId[] = ['ready', 'gone'];

/**
 * The steps of an operation, one line each, as in the task log. What a step announces is replaced by its result on a
 * terminal and left out elsewhere; how a failed step ended is told with the failure.
 */
export class Progress {
  private announced?: StepId;
  private transient = false;

  constructor(private readonly stream: TextStream) {}

  readonly report = (report: StepReport): void => {
    const { step, state } = report;
    this.clear();
    const announces =
      state === 'running' && !waits.includes(step) && this.announced !== step;
    this.announced = state === 'running' ? step : undefined;
    if (announces) this.announce(stepLine(report));
    else if (state !== 'failed' || step === 'undo') {
      this.stream.write(`${paintLine(this.stream, stepLine(report))}\n`);
    }
  };

  /** Takes away the line of a step that has not ended. */
  clear(): void {
    if (this.transient) this.stream.write('\r\u001b[K');
    this.transient = false;
  }

  private announce(line: string): void {
    const { columns } = this.stream;
    if (columns === undefined) return;
    this.stream.write(paintLine(this.stream, line.slice(0, columns - 1)));
    this.transient = true;
  }
}
