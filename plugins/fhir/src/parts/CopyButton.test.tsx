import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderPage } from '../__testUtils__/renderPage';
import { CopyButton } from './CopyButton';

describe('CopyButton', () => {
  it('copies, and says so to the eye and to the ear', async () => {
    const user = userEvent.setup();
    const write = jest.spyOn(navigator.clipboard, 'writeText');
    renderPage(<CopyButton text="https://cardio" what="URL" />);
    await user.click(await screen.findByRole('button', { name: 'Copy URL' }));
    expect(write).toHaveBeenCalledWith('https://cardio');
    expect(
      screen.getByText('Copied URL.', { selector: '[role=status]' }),
    ).toBeInTheDocument();
  });

  it('says that the browser refused', async () => {
    const user = userEvent.setup();
    jest
      .spyOn(navigator.clipboard, 'writeText')
      .mockRejectedValue(new Error('denied'));
    renderPage(<CopyButton text="https://cardio" what="URL" />);
    await user.click(await screen.findByRole('button', { name: 'Copy URL' }));
    expect(
      await screen.findByText(/did not allow copying/, {
        selector: '[role=status]',
      }),
    ).toBeInTheDocument();
  });

  it('copies by selection where there is no clipboard, and keeps the focus', async () => {
    const user = userEvent.setup();
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: undefined,
    });
    const copied: string[] = [];
    document.execCommand = () => {
      const area = document.querySelector('textarea');
      copied.push(area?.value ?? '');
      return true;
    };
    renderPage(<CopyButton text="https://cardio" what="URL" />);
    const button = await screen.findByRole('button', { name: 'Copy URL' });
    await user.click(button);
    expect(copied).toEqual(['https://cardio']);
    expect(button).toHaveFocus();
    expect(document.querySelector('textarea')).toBeNull();
  });
});
