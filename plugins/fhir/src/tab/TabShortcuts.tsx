import type { RefObject } from 'react';
import { useNavigate } from 'react-router-dom';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { useFormHref } from '../links';
import { copyText } from '../parts/copyText';
import { Shortcuts } from '../shortcuts/Shortcuts';
import { useText } from '../text/translation';

/** The keys of the tab. */
export function TabShortcuts(props: {
  detail: InstanceDetail;
  sections: Record<'made' | 'events' | 'logs', RefObject<HTMLDivElement>>;
  onManifest: () => void;
}) {
  const t = useText();
  const navigate = useNavigate();
  const formHref = useFormHref();
  const { detail, sections, onManifest } = props;
  const { url, allowed, id } = detail;
  const goTo = (section: RefObject<HTMLDivElement>) => () => {
    section.current?.scrollIntoView({ block: 'start' });
    section.current?.focus({ preventScroll: true });
  };
  const shortcuts = [
    ...(url
      ? [{ key: 'c', label: t('shortcuts.copyUrl'), run: () => copyText(url) }]
      : []),
    ...(allowed.update.allowed
      ? [
          {
            key: 'u',
            label: t('shortcuts.update'),
            run: () => navigate(formHref('update', id)),
          },
        ]
      : []),
    { key: 'm', label: t('shortcuts.manifest'), run: onManifest },
    { key: 'o', label: t('shortcuts.made'), run: goTo(sections.made) },
    { key: 'e', label: t('shortcuts.events'), run: goTo(sections.events) },
    { key: 'l', label: t('shortcuts.logs'), run: goTo(sections.logs) },
  ];
  return <Shortcuts shortcuts={shortcuts} />;
}
