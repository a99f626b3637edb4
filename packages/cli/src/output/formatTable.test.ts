import { stripVTControlCharacters } from 'node:util';
import { formatTable } from './formatTable';
import { paintHealth } from './paint';

const columns = [
  { heading: 'NAME', atLeast: 10 },
  { heading: 'HEALTH' },
  { heading: 'WHY', atLeast: 10 },
];
const rows = [
  ['cardio', '✔ Ready', 'All replicas serve.'],
  ['a-name-that-is-rather-long', '… Progressing', 'It starts.'],
];

describe('formatTable', () => {
  it('aligns columns, and cuts nothing when the width is not known', () => {
    expect(formatTable(columns, rows)).toEqual([
      'NAME                         HEALTH          WHY',
      'cardio                       ✔ Ready         All replicas serve.',
      'a-name-that-is-rather-long   … Progressing   It starts.',
    ]);
  });

  it('does not count colours', () => {
    const coloured = rows.map(([name, , why]) => [
      name ?? '',
      paintHealth({ colours: true }, 'Ready'),
      why ?? '',
    ]);
    const lines = formatTable(columns, coloured);
    expect(lines[1]).toContain('\u001b[');
    expect(lines.map(stripVTControlCharacters)[1]).toBe(
      'cardio                       ✔ Ready   All replicas serve.',
    );
  });

  it('cuts the widest column in the middle on a narrow terminal', () => {
    const lines = formatTable(columns, rows, 50);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(50);
    expect(lines[2]).toMatch(/^a-nam\S*…\S*long/);
  });

  it('becomes a block per row on a very narrow one', () => {
    expect(formatTable(columns, rows, 20)).toEqual([
      'NAME    cardio',
      'HEALTH  ✔ Ready',
      'WHY     All replicas serve.',
      '',
      'NAME    a-name-that-is-rather-long',
      'HEALTH  … Progressing',
      'WHY     It starts.',
      '',
    ]);
  });
});
