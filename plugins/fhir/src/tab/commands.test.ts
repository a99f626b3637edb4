import { spec } from '../fixtures/detail';
import { callCommand, kubectlCommands, tokenCommands } from './commands';

describe('commands to copy', () => {
  it('carries a token only to a server that asks for one', () => {
    expect(callCommand('https://c', false)).toBe(
      'curl "https://c/Patient?_count=3"',
    );
    expect(callCommand('https://c', true)).toContain('Bearer $TOKEN');
  });

  it('gets a token with the Azure CLI where the authority is Entra, and as an application everywhere', () => {
    expect(tokenCommands(spec.security).map(({ title }) => title)).toEqual([
      'use.tokenAzure',
      'use.tokenClient',
    ]);
    const elsewhere = tokenCommands({
      ...spec.security,
      authority: 'https://id.example.org/realms/fhir',
    });
    expect(elsewhere.map(({ title }) => title)).toEqual(['use.tokenClient']);
    expect(elsewhere[0].text).toContain(
      'https://id.example.org/realms/fhir/.well-known/openid-configuration',
    );
  });

  it('names namespace and server in every kubectl command', () => {
    const commands = kubectlCommands({ name: 'heart', namespace: 'cardio' });
    expect(commands).toHaveLength(5);
    for (const { text } of commands) {
      expect(text).toMatch(/^kubectl -n cardio .*heart/);
    }
  });
});
