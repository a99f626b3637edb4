import { LogBuffer } from './LogBuffer';

describe('LogBuffer', () => {
  it('joins a line that arrives in pieces', () => {
    const buffer = new LogBuffer();
    buffer.append('first li');
    buffer.append('ne\nsecond\r\nthi');
    expect(buffer.lines().map(line => line.text)).toEqual([
      'first line',
      'second',
    ]);
  });

  it('shows the unfinished line when the log has ended', () => {
    const buffer = new LogBuffer();
    buffer.append('one\ntwo');
    buffer.end();
    expect(buffer.lines().map(line => line.text)).toEqual(['one', 'two']);
  });

  it('keeps the last lines, with their numbers, and counts the others', () => {
    const buffer = new LogBuffer(5_000);
    for (let line = 0; line < 12_345; line += 1) buffer.append(`${line}\n`);
    const lines = buffer.lines();
    expect(lines).toHaveLength(5_000);
    expect(lines[0]).toEqual({ number: 7_345, text: '7345' });
    expect(lines[4_999].text).toBe('12344');
    expect(buffer.dropped).toBe(7_345);
  });
});
