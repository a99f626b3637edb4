/** Puts a text on the clipboard. Browsers have no clipboard on plain http hosts: there the old command is used. */
export async function copyText(text: string): Promise<'done' | 'failed'> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text);
      return 'done';
    }
    return copyBySelection(text) ? 'done' : 'failed';
  } catch {
    return 'failed';
  }
}

function copyBySelection(text: string): boolean {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.style.position = 'fixed';
  area.style.opacity = '0';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
}
