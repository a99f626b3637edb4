import {
  RiAlertFill,
  RiCheckboxCircleFill,
  RiCloseCircleFill,
  RiDeleteBinLine,
  RiLoopLeftLine,
  RiPauseCircleFill,
  RiQuestionLine,
  type RemixiconComponentType,
} from '@remixicon/react';
import {
  reasonText,
  wordIcon,
  type ChildNode,
  type Condition,
  type HealthWord,
  type StateIcon,
} from '@fhir-on-aks/plugin-fhir-common';
import tones from './tones.module.css';

/** A family of colours; the colours themselves are in tones.module.css. */
export type Tone = 'positive' | 'progress' | 'warning' | 'negative' | 'neutral';

/** Icon and colours that go with a word; never used without the word. */
export interface Appearance {
  Icon: RemixiconComponentType;
  tone: Tone;
}

const STATES: Record<StateIcon, Appearance> = {
  ok: { Icon: RiCheckboxCircleFill, tone: 'positive' },
  working: { Icon: RiLoopLeftLine, tone: 'progress' },
  warning: { Icon: RiAlertFill, tone: 'warning' },
  failed: { Icon: RiCloseCircleFill, tone: 'negative' },
  deleting: { Icon: RiDeleteBinLine, tone: 'neutral' },
  paused: { Icon: RiPauseCircleFill, tone: 'neutral' },
  unknown: { Icon: RiQuestionLine, tone: 'neutral' },
};

const CHILD: Record<ChildNode['state'], StateIcon> = {
  ok: 'ok',
  working: 'working',
  problem: 'failed',
  deleting: 'deleting',
  unknown: 'unknown',
};

/** How a state looks. */
export function stateAppearance(state: StateIcon): Appearance {
  return STATES[state];
}

/** How a health word looks. */
export function healthAppearance(word: HealthWord): Appearance {
  return STATES[wordIcon(word)];
}

/** How the state of a child looks. */
export function childAppearance(state: ChildNode['state']): Appearance {
  return STATES[CHILD[state]];
}

/** The state of a stop of the road: its reason decides, unless nothing is known. */
export function conditionState(condition: Condition | undefined): StateIcon {
  if (!condition || condition.status === 'Unknown') return 'unknown';
  return reasonText(condition.reason).icon;
}

/** Class names of the tone, for the element that carries icon and word. */
export function toneClass(tone: Tone): string {
  return tones[tone];
}
