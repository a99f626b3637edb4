import { spec } from '../fixtures/detail';
import { azurePortalHref } from './azurePortalHref';

describe('azurePortalHref', () => {
  it('opens the identity in its own tenant', () => {
    expect(azurePortalHref(spec.identity)).toBe(
      `https://portal.azure.com/#@${spec.identity.tenantId}/resource${spec.identity.resourceId}/overview`,
    );
  });

  it('leads nowhere when the server has none', () => {
    expect(azurePortalHref({ type: 'None' })).toBeUndefined();
  });
});
