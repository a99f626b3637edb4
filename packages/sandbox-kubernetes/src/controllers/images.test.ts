import { knownImages, pullImage, refuseImage } from './images';

it.each([
  [
    'mcr.microsoft.com/healthcareapis/r4-fhir-server:5.0.30',
    { kind: 'fhir', version: 'r4', tag: '5.0.30' },
  ],
  [
    'mcr.microsoft.com/healthcareapis/r4b-fhir-server:5.0.29',
    { kind: 'fhir', version: 'r4b', tag: '5.0.29' },
  ],
  [
    'mcr.microsoft.com/healthcareapis/stu3-fhir-server',
    { kind: 'fhir', version: 'stu3', tag: '5.0.30' },
  ],
  [
    'fhir.azurecr.io/r5-fhir-server:build-7',
    { kind: 'fhir', version: 'r5', tag: 'build-7' },
  ],
  [
    'fhir.azurecr.io/team/r4-fhir-server:1',
    { kind: 'fhir', version: 'r4', tag: '1' },
  ],
  ['localhost:5000/x', { refused: expect.stringContaining('name unknown') }],
  [
    'fhir.azurecr.io/fhir-schema-manager:5.0.30',
    { kind: 'schema-job', tag: '5.0.30' },
  ],
  [
    'mcr.microsoft.com/healthcareapis/r4-fhir-server@sha256:0123',
    {
      kind: 'fhir',
      version: 'r4',
      tag: '5.0.30',
      id: 'mcr.microsoft.com/healthcareapis/r4-fhir-server@sha256:0123',
    },
  ],
  [
    'mcr.microsoft.com/healthcareapis/r4-fhir-server:0.0.1',
    {
      refused: expect.stringContaining(
        'manifest unknown: manifest tagged by "0.0.1" is not found',
      ),
    },
  ],
  [
    'mcr.microsoft.com/healthcareapis/r6-fhir-server:5.0.30',
    { refused: expect.stringContaining('name unknown') },
  ],
])('%s', (reference, expected) => {
  expect(pullImage(knownImages, reference)).toMatchObject(expected);
});

it('gives the same image the same id', () => {
  const id = (reference: string) => {
    const image = pullImage(knownImages, reference);
    return 'id' in image ? image.id : image.refused;
  };
  const name = 'mcr.microsoft.com/healthcareapis/r4-fhir-server';
  expect(id(`${name}:5.0.30`)).toBe(id(`${name}:5.0.30`));
  expect(id(`${name}:5.0.30`)).not.toBe(id(`${name}:5.0.29`));
  expect(id(`${name}:5.0.30`)).toMatch(/@sha256:[0-9a-f]{64}$/);
});

it('refuses an image in the words of containerd', () => {
  expect(
    refuseImage('registry.example.org/r4-fhir-server:5.0.30').refused,
  ).toBe(
    'rpc error: code = NotFound desc = failed to pull and unpack image "registry.example.org/r4-fhir-server:5.0.30": failed to resolve reference "registry.example.org/r4-fhir-server:5.0.30": manifest unknown: manifest tagged by "5.0.30" is not found',
  );
});
