import { Header, Page } from '@backstage/core-components';
import { useText } from '../text/translation';
import { FleetRoutes } from './FleetRoutes';

/** The fleet with the header of the legacy frontend system; the new one brings its own. */
export function FhirPage() {
  const t = useText();
  return (
    <Page themeId="tool">
      <Header title={t('fleet.title')} />
      <FleetRoutes />
    </Page>
  );
}
