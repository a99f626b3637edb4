import {
  discoveryApiRef,
  microsoftAuthApiRef,
} from '@backstage/core-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PortalSignInPage } from './PortalSignInPage';

const jane = {
  token: 'token',
  identity: {
    type: 'user' as const,
    userEntityRef: 'user:default/jane',
    ownershipEntityRefs: [],
  },
};
const microsoft = {
  getBackstageIdentity: jest.fn(),
  getProfile: jest.fn(async () => ({ displayName: 'Jane' })),
  signIn: jest.fn(),
  signOut: jest.fn(),
};

function render(portal: Record<string, string>) {
  const onSignInSuccess = jest.fn();
  renderInTestApp(<PortalSignInPage onSignInSuccess={onSignInSuccess} />, {
    config: { app: { title: 'FHIR on AKS' }, portal },
    apis: [
      [microsoftAuthApiRef, microsoft],
      [discoveryApiRef, mockApis.discovery({ baseUrl: 'http://portal' })],
    ],
  });
  return onSignInSuccess;
}

describe('PortalSignInPage', () => {
  it('asks for the account of the organization when the portal is told so', async () => {
    microsoft.getBackstageIdentity.mockResolvedValueOnce(undefined);
    const onSignInSuccess = render({ signIn: 'microsoft' });
    expect(await screen.findByText('Microsoft Entra')).toBeInTheDocument();
    expect(onSignInSuccess).not.toHaveBeenCalled();

    microsoft.getBackstageIdentity.mockResolvedValue(jane);
    await userEvent.click(screen.getByRole('button', { name: 'Sign In' }));
    await waitFor(() => expect(onSignInSuccess).toHaveBeenCalled());
  });

  it('asks nothing in a sandbox: everybody is guest', async () => {
    const fetched = jest
      .spyOn(global, 'fetch')
      .mockRejectedValue(new Error('no network in this test'));
    render({});
    await waitFor(() =>
      expect(String(fetched.mock.calls[0]?.[0])).toContain('guest/refresh'),
    );
    expect(screen.queryByText('Microsoft Entra')).not.toBeInTheDocument();
    fetched.mockRestore();
  });
});
