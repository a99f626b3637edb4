import type { Script } from './Exchange';
import { applies } from './exchanges/applies';
import { builtins } from './exchanges/builtins';
import { customResources } from './exchanges/customResources';
import { definitions } from './exchanges/definitions';
import { lists } from './exchanges/lists';
import { patches } from './exchanges/patches';
import { podLogs } from './exchanges/podLogs';
import { requests } from './exchanges/requests';
import { reviews } from './exchanges/reviews';
import { statusAndScale } from './exchanges/statusAndScale';
import { tables } from './exchanges/tables';

/** Every script of the suite. */
export const scripts: Script[] = [
  requests,
  lists,
  customResources,
  definitions,
  statusAndScale,
  patches,
  applies,
  builtins,
  tables,
  podLogs,
  reviews,
];
