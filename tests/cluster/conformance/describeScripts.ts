import { ApiClient } from './ApiClient';
import type { RecordedAnswer } from './Exchange';
import { install } from './install';
import { readRecording, writeRecording } from './recordings';
import { runScript } from './runScript';
import { scripts } from './scripts';
import type { Target } from './Target';
import { widgetDefinition } from './widgets';

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
