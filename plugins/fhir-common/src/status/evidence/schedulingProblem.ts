/**
 * What a node lacks, from the scheduler's message (kube-scheduler FitError): without the numbers of nodes, which change
 * all the time, and without what it says about preemption.
 */
export function schedulingProblem(message = ''): string {
  const [about = ''] = message.split(/\.?\s+(?:preemption|no new claims)/);
  const [, list = about] =
    /^\d+\/\d+ nodes? (?:is|are) available:?\s*(.*)$/s.exec(about) ?? [];
  const reasons = list
    .split(/,\s+(?=\d)/)
    .map(reason => reason.replace(/^\d+\s+(?:node\(s\)\s+)?(?:had\s+)?/, ''))
    .map(reason => reason.replace(/^Insufficient\b/, 'not enough'))
    .map(reason => reason.replace(/\.+$/, '').trim())
    .filter(reason => reason !== '');
  return [...new Set(reasons)].join(', ') || 'the scheduler does not say why';
}
