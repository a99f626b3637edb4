import {
  environmentName,
  isDeadSetting,
  isKnownSetting,
  isSecretSetting,
  sameSetting,
} from './settingKeys';
import dead from './settingKeys/settings-dead.json';
import further from './settingKeys/settings-extra.json';
import listed from './settingKeys/settings.json';

const keys = [...listed, ...further].map(({ key }) => key);

describe('the keys of the server', () => {
  it('are listed once each', () => {
    const lower = keys.map(key => key.toLowerCase());
    expect(new Set(lower).size).toBe(keys.length);
  });

  it.each(dead.map(({ key }) => key))('%s is dead', key => {
    expect(isDeadSetting(key)).toBe(true);
  });

  it.each<[string, boolean]>([
    ['FhirServer:Security:Enabled', true],
    ['fhirserver:security:enabled', true],
    ['FhirServer__Security__Enabled', true],
    ['FhirServer:Cors:Origins:0', true],
    ['FhirServer:Cors:Origins:17', true],
    ['FhirServer:Cors:Origins:x', false],
    ['Logging:LogLevel:My.Own.Category', true],
    ['FhirServer:Securty:Enabled', false],
    ['FhirServer', false],
    ['', false],
  ])('%s is known: %s', (key, known) => {
    expect(isKnownSetting(key)).toBe(known);
  });

  it.each<[string, boolean]>([
    ['SqlServer:ConnectionString', true],
    ['SqlServer__ConnectionString', true],
    ['FhirServer:Operations:Export:StorageAccountConnection', true],
    ['FhirServer:Operations:Export:StorageAccountUri', false],
  ])('%s is secret: %s', (key, secret) => {
    expect(isSecretSetting(key)).toBe(secret);
  });

  it('are the same whatever their case and separator', () => {
    expect(sameSetting('A:B__c', 'a__b:C')).toBe(true);
    expect(sameSetting('A:B:0', 'A:B:1')).toBe(false);
  });

  it('become names of environment variables', () => {
    expect(environmentName('FhirServer:Cors:Origins:0')).toBe(
      'FhirServer__Cors__Origins__0',
    );
  });
});
