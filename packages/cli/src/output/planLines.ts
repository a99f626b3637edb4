import type { Plan, Step } from '@fhir-on-aks/provision';
import type { TextStream } from '../Environment';
import { paint, type Colour } from './paint';
import { toYaml } from './printValue';

const marks: Record<Step['action'], [mark: string, colour: Colour]> = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  delete: ['-', 'red'],
  keep: ['=', 'gray'],
  wait: ['…', 'cyan'],
};

/** A plan for people: what would happen, what that means, and the manifests. */
export function planLines(
  stream: Pick<TextStream, 'colours'>,
  { instance, steps, summary, manifests }: Plan,
): string[] {
  return [
    paint(stream, 'bold', `Plan for ${instance}; nothing was touched`),
    ...steps.map(({ action, sentence }) => {
      const [mark, colour] = marks[action];
      return `  ${paint(stream, colour, mark)} ${sentence}`;
    }),
    ...summary.map(sentence => `  ${sentence}`),
    ...manifests.flatMap(manifest => [
      '---',
      ...toYaml(manifest).trimEnd().split('\n'),
    ]),
  ];
}
