import { styleText } from 'node:util';
import {
  wordIcon,
  type HealthWord,
  type StateIcon,
} from '@fhir-on-aks/plugin-fhir-common';
import type { TextStream } from '../Environment';

/** Colours that a stream shows; without colours everything stays as it is. */
export type Colour = 'green' | 'cyan' | 'yellow' | 'red' | 'gray' | 'bold';

const icons: Record<StateIcon, [mark: string, colour: Colour]> = {
  ok: ['✔', 'green'],
  working: ['…', 'cyan'],
  warning: ['!', 'yellow'],
  failed: ['✖', 'red'],
  deleting: ['−', 'gray'],
  paused: ['‖', 'gray'],
  unknown: ['?', 'yellow'],
};

/** Colours a text for a stream. */
export function paint(
  { colours }: Pick<TextStream, 'colours'>,
  colour: Colour,
  text: string,
): string {
  return colours ? styleText(colour, text, { validateStream: false }) : text;
}

/** `✔ Ready`: a state is a mark, a word and a colour together. */
export function paintHealth(
  stream: Pick<TextStream, 'colours'>,
  word: HealthWord,
): string {
  const [mark, colour] = icons[wordIcon(word)];
  return paint(stream, colour, `${mark} ${word}`);
}

/** The mark of a state in its colour. */
export function paintState(
  stream: Pick<TextStream, 'colours'>,
  icon: StateIcon,
): string {
  const [mark, colour] = icons[icon];
  return paint(stream, colour, mark);
}

/** A line of a task log with its mark in its colour. */
export function paintLine(
  stream: Pick<TextStream, 'colours'>,
  line: string,
): string {
  const colour = {
    '✔': 'green',
    '✖': 'red',
    '…': 'cyan',
    '•': 'gray',
  } as const;
  const mark = line.charAt(0);
  return Object.entries(colour).reduce(
    (painted, [known, name]) =>
      mark === known ? `${paint(stream, name, mark)}${line.slice(1)}` : painted,
    line,
  );
}
