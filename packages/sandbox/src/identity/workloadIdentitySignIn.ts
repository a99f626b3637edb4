import type { ServerContainer } from '@fhir-on-aks/sandbox-fhir-server';
import type { Refusal } from './connectToDatabase';

/** Posts a form and returns the JSON of the answer. */
export type PostForm = (
  url: string,
  form: Record<string, string>,
) => Promise<{ status: number; body: unknown }>;

const notConfigured =
  'WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured. See the troubleshooting guide for more information. https://aka.ms/azsdk/net/identity/workloadidentitycredential/troubleshoot';

/** Exchanges the projected token for one of Entra, as Azure.Identity does. */
export function workloadIdentitySignIn(postForm: PostForm) {
  return async (
    { env, files }: ServerContainer,
    scope: string,
  ): Promise<Refusal> => {
    const {
      AZURE_CLIENT_ID: clientId,
      AZURE_TENANT_ID: tenantId,
      AZURE_AUTHORITY_HOST: authorityHost,
      AZURE_FEDERATED_TOKEN_FILE: tokenFile,
    } = env;
    const assertion = tokenFile && files[tokenFile];
    if (!clientId || !tenantId || !authorityHost || !assertion) {
      return notConfigured;
    }
    const base = authorityHost.replace(/\/$/, '');
    const { status, body } = await postForm(
      `${base}/${tenantId}/oauth2/v2.0/token`,
      {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_assertion_type:
          'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        scope,
      },
    );
    if (status === 200) return undefined;
    return `WorkloadIdentityCredential authentication failed: ${descriptionOf(body)}`;
  };
}

function descriptionOf(body: unknown): string {
  const isError =
    typeof body === 'object' && body !== null && 'error_description' in body;
  return isError ? String(body.error_description) : 'Entra gave no reason.';
}
