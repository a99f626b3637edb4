import { fhirWith } from '../testing/fhirWith';
import { serverEnvironment } from './configMaps';
import { lintSpecSettings } from './specProblems';

const lint = (settings: Record<string, string>) =>
  lintSpecSettings(fhirWith({ settings }));
const environment = (settings: Record<string, string>) =>
  serverEnvironment(fhirWith({ settings }).spec);

describe('further settings', () => {
  it.each<[string, Record<string, string>, object]>([
    [
      'a known key is passed on in silence',
      { 'FhirServer:CoreFeatures:DefaultItemCountPerSearch': '20' },
      {},
    ],
    [
      'an unknown key is named',
      { 'FhirServer:CoreFeatures:Unheard': '1' },
      { unknown: ['FhirServer:CoreFeatures:Unheard'] },
    ],
    [
      'a key that does nothing is named',
      { 'ApplicationInsights:InstrumentationKey': 'x' },
      { dead: ['ApplicationInsights:InstrumentationKey'] },
    ],
    [
      'a key that a field decides is refused, however it is written',
      { fhirserver__security__ENABLED: 'false' },
      { refused: ['fhirserver__security__ENABLED'] },
    ],
    [
      'a secret is refused',
      { 'SqlServer:ConnectionString': 'Password=x' },
      { refused: ['SqlServer:ConnectionString'] },
    ],
  ])('%s', (_, settings, expected) => {
    expect(lint(settings)).toEqual({
      unknown: [],
      dead: [],
      refused: [],
      ...expected,
    });
  });

  it('reach the server when they are known or unknown, not when dead or refused', () => {
    const written = environment({
      'FhirServer:CoreFeatures:DefaultItemCountPerSearch': '20',
      'FhirServer:CoreFeatures:Unheard': '1',
      'ApplicationInsights:InstrumentationKey': 'x',
      FHIRSERVER__SECURITY__ENABLED: 'false',
      'not a name': '1',
    });
    expect(written).toMatchObject({
      FhirServer__CoreFeatures__DefaultItemCountPerSearch: '20',
      FhirServer__CoreFeatures__Unheard: '1',
      FhirServer__Security__Enabled: 'true',
    });
    expect(Object.keys(written)).not.toContain(
      'ApplicationInsights__InstrumentationKey',
    );
    expect(Object.keys(written)).not.toContain('FHIRSERVER__SECURITY__ENABLED');
    expect(Object.keys(written)).not.toContain('not a name');
  });

  it('are keys that a ConfigMap takes', () => {
    const written = environment({ 'A:B:0': '1', 'ö:x': '1', '1:x': '2' });
    for (const key of Object.keys(written)) {
      expect(key).toMatch(/^[-._A-Za-z][-._A-Za-z0-9]*$/);
    }
  });
});
