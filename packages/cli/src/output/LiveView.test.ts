import { FakeTerminal } from '../__testUtils__/FakeTerminal';
import { LiveView } from './LiveView';

describe('LiveView', () => {
  it('puts the new lines in the place of the old ones, wrapped lines counted', () => {
    const terminal = new FakeTerminal({ columns: 10 });
    const view = new LiveView(terminal.out);
    view.show(['one', 'a line of eighteen', '']);
    view.show(['two']);
    view.show(['three']);
    expect(terminal.written.out).toBe(
      'one\na line of eighteen\n\n\u001b[4A\u001b[Jtwo\n\u001b[1A\u001b[Jthree\n',
    );
  });

  it('writes below each other where there is no terminal, and nothing twice', () => {
    const terminal = new FakeTerminal();
    const view = new LiveView(terminal.out);
    view.show(['one']);
    view.show(['one']);
    view.show(['two']);
    expect(terminal.written.out).toBe('one\ntwo\n');
  });
});
