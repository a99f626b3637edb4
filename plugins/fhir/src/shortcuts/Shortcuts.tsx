import { useState } from 'react';
import { Dialog, DialogBody, DialogHeader, Flex, Switch } from '@backstage/ui';
import { useText } from '../text/translation';
import classes from './shortcuts.module.css';
import { useShortcuts, type Shortcut } from './useShortcuts';
import { useShortcutsEnabled } from './useShortcutsEnabled';

/** Makes the keys of a page act; `?` lists them, and there they can be turned off. */
export function Shortcuts(props: { shortcuts: Shortcut[] }) {
  const t = useText();
  const [enabled, setEnabled] = useShortcutsEnabled();
  const [isOpen, setOpen] = useState(false);
  const help: Shortcut = {
    key: '?',
    label: t('shortcuts.help'),
    run: () => setOpen(true),
  };
  useShortcuts(props.shortcuts, enabled && !isOpen);
  useShortcuts([help], true);
  const listed = [
    ...(enabled ? props.shortcuts : []),
    help,
    { key: 'Esc', label: t('shortcuts.escape') },
  ];
  return (
    <Dialog isOpen={isOpen} onOpenChange={setOpen}>
      <DialogHeader>{t('shortcuts.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="4">
          <dl className={classes.list}>
            {listed.map(({ key, label }) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{label}</dd>
              </div>
            ))}
          </dl>
          <Switch
            label={t('shortcuts.enabled')}
            isSelected={enabled}
            onChange={setEnabled}
          />
        </Flex>
      </DialogBody>
    </Dialog>
  );
}
