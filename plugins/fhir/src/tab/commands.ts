import {
  FHIR_CONTAINER,
  LABELS,
  type FhirSpec,
  type InstanceSummary,
} from '@fhir-on-aks/plugin-fhir-common';

/** A first call of the server. */
export function callCommand(url: string, secured: boolean): string {
  const header = secured ? ` -H "Authorization: Bearer $TOKEN"` : '';
  return `curl${header} "${url}/Patient?_count=3"`;
}

/** Ways to a token for the audience: with the Azure CLI where the authority is Entra, and as an application. */
export function tokenCommands(
  security: FhirSpec['security'],
): Array<{ title: 'use.tokenAzure' | 'use.tokenClient'; text: string }> {
  const { authority = '', audience = '' } = security;
  const client = [
    `ENDPOINT=$(curl -s "${authority}/.well-known/openid-configuration" | jq -r .token_endpoint)`,
    `TOKEN=$(curl -s "$ENDPOINT" -d grant_type=client_credentials \\`,
    `  -d client_id="$CLIENT_ID" -d client_secret="$CLIENT_SECRET" \\`,
    `  -d scope="${audience}/.default" | jq -r .access_token)`,
  ].join('\n');
  const azure = `TOKEN=$(az account get-access-token --resource "${audience}" --query accessToken -o tsv)`;
  const isEntra = /^https:\/\/(login\.microsoftonline|sts\.windows)\./.test(
    authority,
  );
  return [
    ...(isEntra ? [{ title: 'use.tokenAzure' as const, text: azure }] : []),
    { title: 'use.tokenClient' as const, text: client },
  ];
}

/** What a person with a kubeconfig types to see the same. */
export function kubectlCommands(
  instance: Pick<InstanceSummary, 'name' | 'namespace'>,
): Array<{
  title: `kubectl.${'get' | 'describe' | 'tree' | 'logs' | 'wait'}`;
  text: string;
}> {
  const { name, namespace } = instance;
  const kubectl = `kubectl -n ${namespace}`;
  const selector = `-l ${LABELS.instance}=${name}`;
  return [
    { title: 'kubectl.get', text: `${kubectl} get fhir ${name}` },
    { title: 'kubectl.describe', text: `${kubectl} describe fhir ${name}` },
    { title: 'kubectl.tree', text: `${kubectl} get all ${selector}` },
    {
      title: 'kubectl.logs',
      text: `${kubectl} logs ${selector} -c ${FHIR_CONTAINER} --tail=100 -f`,
    },
    {
      title: 'kubectl.wait',
      text: `${kubectl} wait fhir/${name} --for=condition=Ready --timeout=5m`,
    },
  ];
}
