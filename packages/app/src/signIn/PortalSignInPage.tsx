import {
  configApiRef,
  microsoftAuthApiRef,
  useApi,
  type SignInPageProps,
} from '@backstage/core-plugin-api';
import { ProxiedSignInPage, SignInPage } from '@backstage/core-components';

/** Signs in the way that `portal.signIn` says: as guest without a question, or with an Entra account. */
export function PortalSignInPage(props: SignInPageProps) {
  const config = useApi(configApiRef);
  if (config.getOptionalString('portal.signIn') !== 'microsoft') {
    return <ProxiedSignInPage {...props} provider="guest" />;
  }
  return (
    <SignInPage
      {...props}
      provider={{
        id: 'microsoft-auth-provider',
        title: 'Microsoft Entra',
        message: 'Sign in with the account of your organization.',
        apiRef: microsoftAuthApiRef,
      }}
    />
  );
}
