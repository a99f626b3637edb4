import { useEffect, useRef } from 'react';

/** What a key does. */
export interface Shortcut {
  key: string;
  label: string;
  run: () => void;
}

/**
 * Single keys that act while nobody types. They can be turned off (WCAG 2.1.4), because they hinder people who steer by
 * voice; `always` lists those that stay, such as the list of shortcuts itself.
 */
export function useShortcuts(shortcuts: Shortcut[], enabled: boolean): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    if (!enabled) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.defaultPrevented || isTyping(event.target)) return;
      const shortcut = current.current.find(({ key }) => key === event.key);
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const role = target.getAttribute('role') ?? '';
  return (
    target.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName) ||
    ['textbox', 'combobox', 'listbox', 'option', 'menuitem'].includes(role)
  );
}
