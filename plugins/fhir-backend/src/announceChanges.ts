import type { LoggerService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { SignalsService } from '@backstage/plugin-signals-node';
import { FHIR_SIGNAL_CHANNEL } from '@fhir-on-aks/plugin-fhir-common';
import type { FleetCache } from './fleet/FleetCache';

/** How long changes are gathered into one signal. */
const GATHER_MS = 100;

/**
 * Tells open pages which instances changed: ids only, a signal is broadcast and knows no permissions. Returns how to end
 * it. An empty list says that the state of a cluster changed.
 */
export function announceChanges(options: {
  fleet: FleetCache;
  signals: SignalsService;
  logger: LoggerService;
}): () => void {
  const { fleet, signals, logger } = options;
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  const announce = async () => {
    timer = undefined;
    const told = [...changed];
    changed.clear();
    try {
      await signals.publish({
        recipients: { type: 'broadcast' },
        channel: FHIR_SIGNAL_CHANNEL,
        message: { changed: told },
      });
    } catch (error) {
      told.forEach(id => changed.add(id));
      logger.warn('Pages were not told of a change', toError(error));
    }
  };
  fleet.onChange(ids => {
    if (ended) return;
    ids.forEach(id => changed.add(id));
    timer ??= setTimeout(() => void announce(), GATHER_MS);
  });
  return () => {
    ended = true;
    clearTimeout(timer);
  };
}
