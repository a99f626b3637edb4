import { condition } from '../health';
import { shorten } from '../evidence/shorten';
import { exposed } from './exposed';
import { met, unknown, unmet, type Evidence, type Verdict } from './Check';
import { unreachable } from '../../unreachable';

/** What the server says about itself. */
export function serverHealthy(evidence: Evidence): Verdict {
  const { snapshot, workload } = evidence;
  const { health, detail } = snapshot.server ?? {};
  if (snapshot.specErrors) return unknown('NotEvaluated');
  if (workload.desired === 0 || (workload.ready === 0 && !saysMore(health))) {
    return unknown('NotChecked', { detail: ', because no pod serves' });
  }
  if (health === 'Unreachable' && exposed(evidence).status !== 'True') {
    return unknown('NotChecked', { detail: ', because it has no way in yet' });
  }
  if (snapshot.serverChecks === 'Disabled') return met('ChecksDisabled');
  const problem = detail ? `: ${shorten(detail)}` : '';
  switch (health) {
    case 'Healthy':
      return met('Healthy');
    case 'Degraded':
    case 'Unhealthy':
    case 'Unreachable':
      return unmet(health, { problem });
    case 'Initializing':
      return unmet('SchemaInitializing');
    case undefined:
      return asBefore(evidence);
    default:
      return unreachable(health);
  }
}

// Without a pod behind the Service nothing can be reached, which says nothing about the server.
function saysMore(health: string | undefined): boolean {
  return health === 'Unhealthy' || health === 'Initializing';
}

/** An operator that has just started has not asked yet: what was said before holds until it has. */
function asBefore({ fhir }: Evidence): Verdict {
  const before = condition(fhir.status, 'ServerHealthy');
  if (!before || before.status === 'Unknown') {
    return unknown('NotChecked', { detail: '' });
  }
  const { status, reason, message } = before;
  return { status, reason, message };
}
