import { generateKeyPairSync, randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const FederatedCredential = z.object({
  name: z.string(),
  issuer: z.string(),
  subject: z.string(),
  audiences: z.array(z.string()),
});

const Identity = z.object({
  name: z.string(),
  resourceGroup: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()),
  principalId: z.string(),
  clientId: z.string(),
  createdAt: z.string(),
  federatedCredentials: z.array(FederatedCredential),
});

const RoleAssignment = z.object({
  scope: z.string(),
  name: z.string(),
  roleDefinitionId: z.string(),
  principalId: z.string(),
  principalType: z.string(),
  description: z.string().optional(),
});

const ResourceGroup = z.object({
  name: z.string(),
  location: z.string(),
  tags: z.record(z.string(), z.string()),
});

const AzureState = z.object({
  tenantId: z.string(),
  subscriptionId: z.string(),
  clientId: z.string(),
  clientSecret: z.string(),
  portalPrincipalId: z.string(),
  signingKey: z.string(),
  resourceGroups: z.array(ResourceGroup),
  identities: z.array(Identity),
  roleAssignments: z.array(RoleAssignment),
});

export type AzureState = z.infer<typeof AzureState>;
export type Identity = z.infer<typeof Identity>;
export type FederatedCredential = z.infer<typeof FederatedCredential>;
export type RoleAssignment = z.infer<typeof RoleAssignment>;
export type ResourceGroup = z.infer<typeof ResourceGroup>;

/** The state and the function that makes it durable; call it after every change. */
export interface StoredAzureState {
  state: AzureState;
  save(): void;
}

/** What is known of Azure: read from `azure.json` in the directory, or a fresh subscription with one resource group. */
export function loadAzureState(
  directory: string | undefined,
  resourceGroup = 'rg-fhir',
  location = 'westeurope',
): StoredAzureState {
  const file = directory && path.join(directory, 'azure.json');
  const state =
    file && fs.existsSync(file)
      ? AzureState.parse(JSON.parse(fs.readFileSync(file, 'utf8')))
      : newState(resourceGroup, location);
  const save = () => {
    if (!file) return;
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(`${file}.new`, JSON.stringify(state, null, 1), {
      mode: 0o600,
    });
    fs.renameSync(`${file}.new`, file);
  };
  save();
  return { state, save };
}

function newState(resourceGroup: string, location: string): AzureState {
  return {
    tenantId: randomUUID(),
    subscriptionId: randomUUID(),
    clientId: randomUUID(),
    clientSecret: `sandbox~${randomUUID().replaceAll('-', '')}`,
    portalPrincipalId: randomUUID(),
    signingKey: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
    resourceGroups: [{ name: resourceGroup, location, tags: {} }],
    identities: [],
    roleAssignments: [],
  };
}
