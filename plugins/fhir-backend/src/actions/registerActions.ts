import type { ActionOptions } from './ActionOptions';
import { explainFhirField } from './explainFhirField';
import { getFhirServers } from './getFhirServers';
import { getFhirServerStatus } from './getFhirServerStatus';

/**
 * The plugin's actions for agents (MCP), the command line and templates. All of them only read: servers are made,
 * changed and removed by the scaffolder's templates, where permissions are checked and a person can follow the task.
 */
export function registerActions(options: ActionOptions): void {
  getFhirServers(options);
  getFhirServerStatus(options);
  explainFhirField(options);
}
