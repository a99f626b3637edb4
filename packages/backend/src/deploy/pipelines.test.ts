import { fhirVersions } from '@fhir-on-aks/plugin-fhir-common';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';

const root = path.resolve(__dirname, '../../../..');
const SCRIPT = 'deploy/pipelines/build-image.sh';
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const azure = 'deploy/pipelines/azure-pipelines.yml';
const github = '.github/workflows/images.yml';
const images = fs.readdirSync(path.join(root, 'deploy/images')).sort();

interface Job {
  strategy: {
    matrix: Record<string, { fhirVersion?: string; image?: string }>;
  };
  steps: Array<{ template?: string; parameters?: { image?: string } }>;
}

/** Which images a pipeline builds, as `image` or `image version`. */
function builtByAzure(): string[] {
  const { stages } = parse(read(azure));
  const jobs: Job[] = stages.find(
    ({ stage }: { stage: string }) => stage === 'images',
  ).jobs;
  return jobs.flatMap(({ strategy, steps }) => {
    const named = steps.map(({ parameters }) => parameters?.image);
    return Object.values(strategy.matrix).map(entry =>
      [entry.image ?? named.find(Boolean), entry.fhirVersion]
        .filter(Boolean)
        .join(' '),
    );
  });
}

function builtByGithub(job: 'build' | 'push'): string[] {
  const { include } = parse(read(github)).jobs[job].strategy.matrix;
  return include.map((entry: { image: string; fhirVersion?: string }) =>
    [entry.image, entry.fhirVersion].filter(Boolean).join(' '),
  );
}

/** The files that a file names: paths from the root, and templates beside it. */
function filesNamedIn(file: string): string[] {
  const text = read(file);
  const paths = text.matchAll(/(?:^|[\s"'])((?:deploy|\.ci)\/[\w./-]+\w)/gm);
  const templates = text.matchAll(/- template: (\S+)/g);
  return [
    ...[...paths].map(([, found = '']) => found),
    ...[...templates].map(([, found = '']) =>
      path.join(path.dirname(file), found),
    ),
  ];
}

describe('the pipelines', () => {
  it.each([
    ['Azure Pipelines', builtByAzure],
    ['GitHub Actions, for a pull request', () => builtByGithub('build')],
    ['GitHub Actions, for a release', () => builtByGithub('push')],
  ])(
    '%s build every image, and the FHIR server once per version',
    (_, built) => {
      expect(built().sort()).toEqual(
        images
          .flatMap(image =>
            image === 'fhir-server'
              ? fhirVersions.map(version => `${image} ${version}`)
              : [image],
          )
          .sort(),
      );
    },
  );

  it.each([azure, 'deploy/pipelines/azure-image-steps.yml', github, SCRIPT])(
    '%s names only files that exist',
    file => {
      const named = filesNamedIn(file);
      expect(named).not.toEqual([]);
      expect(
        named.filter(found => !fs.existsSync(path.join(root, found))),
      ).toEqual([]);
    },
  );

  it.each([azure, 'deploy/pipelines/azure-image-steps.yml', github])(
    '%s keeps no secret: it signs in with a federated credential',
    file => {
      expect(read(file)).not.toMatch(/password|client-secret|secrets\./i);
    },
  );

  it('scan before they push, and push with a bill of materials', () => {
    const script = read(SCRIPT);
    const order = ['scanning', 'pushing'].map(word =>
      script.indexOf(`── ${word}`),
    );
    expect(order[0]).toBeGreaterThan(0);
    expect(order[0]).toBeLessThan(order[1] ?? 0);
    expect(script).toContain('--sbom=true');
    expect(script).toContain('--exit-code 1');
  });

  it.each([
    ['no image', {}, 'set IMAGE to fhir-server, operator or portal'],
    ['no registry', { IMAGE: 'operator' }, 'set REGISTRY to the login server'],
    [
      'a FHIR server without a version',
      { IMAGE: 'fhir-server', REGISTRY: 'x' },
      'set FHIR_VERSION to Stu3, R4, R4B or R5',
    ],
    [
      'an image that is none',
      { IMAGE: 'nothing', REGISTRY: 'x' },
      "There is no image 'nothing'",
    ],
  ])('the script says what is missing: %s', (_, env, message) => {
    const run = () =>
      execFileSync('bash', [SCRIPT], {
        cwd: root,
        env: { PATH: process.env.PATH, ...env },
        stdio: 'pipe',
      });
    expect(run).toThrow(message);
  });

  describe('the script, beside a docker that only notes what it is asked', () => {
    const folder = createMockDirectory();
    const digest = `sha256:${'a'.repeat(64)}`;
    beforeEach(() => {
      folder.setContent({
        docker: `#!/bin/sh\necho "$@" >> '${folder.resolve('calls')}'\ncase "$*" in *Manifest*) echo ${digest};; esac\n`,
      });
      fs.chmodSync(folder.resolve('docker'), 0o755);
    });
    function build(env: Record<string, string>) {
      const output = execFileSync('bash', [SCRIPT], {
        cwd: root,
        env: {
          PATH: `${folder.path}:${process.env.PATH}`,
          REGISTRY: 'acr.azurecr.io',
          OUTPUT: folder.resolve('output'),
          ...env,
        },
      });
      const calls = fs.readFileSync(folder.resolve('calls'), 'utf8');
      return { output: output.toString(), calls: calls.trim().split('\n') };
    }

    it.each(fhirVersions.map(version => [version]))(
      'builds FHIR %s from the digest of Microsoft’s image of that version',
      version => {
        const { calls, output } = build({
          IMAGE: 'fhir-server',
          FHIR_VERSION: version,
          PUSH: 'True',
        });
        const name = `${version.toLowerCase()}-fhir-server`;
        const [, local, scan, pushed] = calls;
        expect(local).toContain(
          `--build-arg BASE=mcr.microsoft.com/healthcareapis/${name}:5.0.30@${digest}`,
        );
        expect(scan).toContain(`acr.azurecr.io/${name}:5.0.30`);
        expect(pushed).toContain('--platform linux/amd64,linux/arm64');
        expect(pushed).toMatch(/--push$/);
        expect(output).toContain(`acr.azurecr.io/${name}:5.0.30@${digest}`);
      },
    );

    it('pushes nothing unless it is told to', () => {
      const { calls, output } = build({ IMAGE: 'operator' });
      expect(calls.join('\n')).not.toContain('--push');
      expect(output).toContain('acr.azurecr.io/fhir-operator:0.1.0 stays here');
    });
  });
});
