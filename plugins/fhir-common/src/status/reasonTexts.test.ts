import fs from 'node:fs';
import path from 'node:path';
import { HEALTH_WORDS } from './healthTypes';
import { CONDITION_REASONS } from './reasons';
import { reasonSentence, reasonText, wordIcon } from './reasonTexts';

const guide = fs.readFileSync(
  path.resolve(__dirname, '../../../../docs/troubleshooting.md'),
  'utf8',
);
// `### Image pull failed` → `image-pull-failed`, as GitHub makes anchors of headings.
const sections = new Map(
  guide
    .split(/^### /m)
    .slice(1)
    .map(section => {
      const [heading = '', ...lines] = section.split('\n');
      const anchor = heading.trim().toLowerCase().replaceAll(' ', '-');
      return [anchor, lines.join('\n')] as const;
    }),
);

describe('the texts of reasons', () => {
  it('are in the troubleshooting guide, and nothing else is', () => {
    const anchors = CONDITION_REASONS.map(reason => reasonText(reason).anchor);
    expect([...sections.keys()].sort()).toEqual([...anchors].sort());
    expect(new Set(anchors).size).toBe(CONDITION_REASONS.length);
  });

  it.each(CONDITION_REASONS)(
    '%s is explained: what it means, why it happens, what to do',
    reason => {
      const { anchor, word } = reasonText(reason);
      const section = sections.get(anchor) ?? '';
      expect(section).toContain(`\n\`${reason}\` · ${word}\n`);
      for (const question of [
        'What it means',
        'Why it happens',
        'What to do',
      ]) {
        expect(section).toMatch(
          new RegExp(`\\n- \\*\\*${question}\\.\\*\\* \\S.+`),
        );
      }
    },
  );

  it.each(CONDITION_REASONS)(
    '%s says one sentence and, when somebody has to act, the next step',
    reason => {
      const { sentence, next, word, fatal, icon } = reasonText(reason);
      expect(sentence).toMatch(/^[A-Z{]/);
      expect(reasonSentence(reason)).toMatch(/[.!?…]$/);
      const somebodyMustAct = fatal || word === 'Failed' || word === 'Degraded';
      expect(next !== undefined || !somebodyMustAct).toBe(true);
      expect(next ?? 'Nothing.').toMatch(/^[A-Z].*\.$/);
      expect(icon).toBe(
        word === 'Ready' && next !== undefined ? 'warning' : wordIcon(word),
      );
      expect(`${sentence} ${next}`).not.toMatch(/\b(?:ago|attempt|tries)\b/);
    },
  );

  it('have an icon for every word', () => {
    expect(new Set(HEALTH_WORDS.map(wordIcon)).size).toBe(HEALTH_WORDS.length);
  });

  it('are filled with the facts of the case', () => {
    expect(
      reasonSentence('RollingOut', { updated: 1, desired: 2, ready: 2 }),
    ).toBe('A new version is rolling out: 1 of 2 replicas are new, 2 serve.');
    expect(reasonSentence('CrashLoop', { problem: ': why?' })).toBe(
      'The server stops right after its start: why?',
    );
  });
});
