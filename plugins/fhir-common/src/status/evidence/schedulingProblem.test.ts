import { schedulingProblem } from './schedulingProblem';

describe('schedulingProblem', () => {
  it.each([
    ['0/3 nodes are available: 3 Insufficient memory.', 'not enough memory'],
    [
      '0/5 nodes are available: 2 Insufficient cpu, 3 Insufficient memory. preemption: 0/5 nodes are available: 5 No preemption victims found for incoming pod.',
      'not enough cpu, not enough memory',
    ],
    [
      "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) were unschedulable. no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
      "didn't match Pod's node affinity/selector, were unschedulable",
    ],
    [
      'no nodes available to schedule pods',
      'no nodes available to schedule pods',
    ],
    ['', 'the scheduler does not say why'],
  ])('%s', (message, expected) => {
    expect(schedulingProblem(message)).toBe(expected);
  });

  it('says the same however many nodes there are', () => {
    const of = (count: number) =>
      `0/${count} nodes are available: ${count} Insufficient memory.`;
    expect(schedulingProblem(of(3))).toBe(schedulingProblem(of(40)));
  });
});
