import { ApiClient, type ApiObject } from './ApiClient';
import type { RecordedAnswer } from './Exchange';
import { readRecording, writeRecording } from './recordings';
import { runScript } from './runScript';
import { scripts } from './scripts';
import type { Target } from './Target';
import { widgetDefinition } from './widgets';

const definitions = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

/** Installs a definition when it is not there, and waits until it is served. */
export async function install(
  client: ApiClient,
  definition: Record<string, unknown> & { metadata: { name: string } },
): Promise<void> {
  const { name } = definition.metadata;
  const { status } = await client.send('GET', `${definitions}/${name}`);
  if (status === 404) {
    await client.expect('POST', definitions, { body: definition });
  }
  await client.until(definitions, name, isEstablished);
}

function isEstablished(definition: ApiObject | undefined): boolean {
  const status: { conditions?: { type: string; status: string }[] } =
    definition?.status ?? {};
  return (status.conditions ?? []).some(
    one => one.type === 'Established' && one.status === 'True',
  );
}

/** Runs every script on a target and compares each answer with the recording of a real API server. */
export function describeScripts(target: () => Target, record = false): void {
  describe.each(scripts.map(script => [script.name, script] as const))(
    '%s',
    (name, script) => {
      let answers: RecordedAnswer[];
      const recorded = readRecording(name);
      let client: ApiClient;

      beforeAll(async () => {
        client = new ApiClient(target());
        await install(client, widgetDefinition);
        answers = await runScript(client, script);
        if (record) writeRecording(name, answers);
      });

      afterAll(() => client.close());

      it.each(
        script.exchanges.map(({ title }, index) => [title, index] as const),
      )('%s', (_title, index) => {
        expect(answers[index]).toEqual(
          record ? answers[index] : recorded[index],
        );
      });
    },
  );
}
