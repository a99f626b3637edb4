import { describeIssue, InvalidConfigError } from './api/InvalidInputError';
import { defaultOperatorSettings, fhirVersions } from './operatorSettings';
import { parseOperatorSettings } from './parseOperatorSettings';

describe('parseOperatorSettings', () => {
  it('needs nothing', () => {
    expect(parseOperatorSettings(undefined)).toEqual(defaultOperatorSettings);
    expect(parseOperatorSettings({})).toEqual(defaultOperatorSettings);
  });

  it.each(fhirVersions)('has an image of a fixed version for %s', version => {
    const { repository, tag } = defaultOperatorSettings.images[version];
    expect(repository).toBe(
      `mcr.microsoft.com/healthcareapis/${version.toLowerCase()}-fhir-server`,
    );
    expect(tag).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('keeps the defaults beside what is set', () => {
    const settings = parseOperatorSettings({
      sizes: {
        Small: { ...defaultOperatorSettings.sizes.Small, cpuLimit: '2' },
      },
      tls: { clusterIssuer: 'letsencrypt' },
    });
    expect(settings.sizes.Small.cpuLimit).toBe('2');
    expect(settings.sizes.Large).toEqual(defaultOperatorSettings.sizes.Large);
    expect(settings.tls).toEqual({
      mode: 'Enabled',
      clusterIssuer: 'letsencrypt',
    });
  });

  it('names every issue at once', () => {
    expect(
      issuesOf({
        publicUrlPattern: 'https://example.org',
        defaultReplicas: 0,
        ingresClass: 'nginx',
      }),
    ).toEqual([
      'defaultReplicas = 0: must be at least 1; set a greater number',
      'publicUrlPattern = "https://example.org": does not have the right form; write URL of a host name, with {host}, matching \\{host\\}',
      'ingresClass = "nginx": is not a field; did you mean ingressClass?',
    ]);
  });

  it.each(['text', 5, []])('refuses %j', json => {
    expect(() => parseOperatorSettings(json)).toThrow(InvalidConfigError);
  });
});

function issuesOf(json: unknown): string[] {
  try {
    parseOperatorSettings(json);
    return [];
  } catch (error) {
    return error instanceof InvalidConfigError
      ? error.issues.map(describeIssue)
      : [String(error)];
  }
}
