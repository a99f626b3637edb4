import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { OwnershipPolicy } from './OwnershipPolicy';

/** The permission policy of this portal; another one takes its place in `src/index.ts`. */
export const permissionModuleOwnership = createBackendModule({
  pluginId: 'permission',
  moduleId: 'ownership-policy',
  register(env) {
    env.registerInit({
      deps: {
        policy: policyExtensionPoint,
        config: coreServices.rootConfig,
        userInfo: coreServices.userInfo,
      },
      async init({ policy, config, userInfo }) {
        const platformTeams =
          config.getOptionalStringArray('portal.platformTeams') ?? [];
        policy.setPolicy(new OwnershipPolicy({ userInfo, platformTeams }));
      },
    });
  },
});
