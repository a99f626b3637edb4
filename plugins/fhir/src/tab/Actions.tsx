import {
  ButtonIcon,
  Flex,
  Menu,
  MenuItem,
  MenuTrigger,
  useBreakpoint,
} from '@backstage/ui';
import { RiMoreLine } from '@remixicon/react';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { useFormHref } from '../links';
import { ActionLink } from '../parts/ActionLink';
import { reasonAgainst } from '../parts/reasonAgainst';
import { useText } from '../text/translation';
import { azurePortalHref } from './azurePortalHref';
import classes from './tab.module.css';

/** Update and deprovision beside each other, the rest in a menu; on a narrow screen all in the menu. */
export function Actions(props: {
  detail: InstanceDetail;
  onManifest: () => void;
  onKubectl: () => void;
}) {
  const t = useText();
  const formHref = useFormHref();
  const wide = useBreakpoint().up('sm');
  const { detail, onManifest, onKubectl } = props;
  const verbs = [
    {
      label: t('actions.update'),
      href: formHref('update', detail.id),
      reason: reasonAgainst(detail.allowed.update, t),
    },
    {
      label: t('actions.deprovision'),
      href: formHref('deprovision', detail.id),
      reason: reasonAgainst(detail.allowed.delete, t),
    },
  ];
  const azureHref = azurePortalHref(detail.spec.identity);
  return (
    <Flex gap="2" align="center">
      {wide &&
        verbs.map(({ label, href, reason }) => (
          <ActionLink
            key={label}
            href={href}
            label={label}
            disabledReason={reason}
          />
        ))}
      <MenuTrigger>
        <ButtonIcon
          aria-label={t('actions.more')}
          icon={<RiMoreLine />}
          variant="secondary"
        />
        <Menu placement="bottom end">
          {wide
            ? []
            : verbs.map(({ label, href, reason }) => (
                <MenuItem
                  key={label}
                  href={reason ? undefined : href}
                  isDisabled={reason !== undefined}
                  className={reason && classes.unavailable}
                >
                  {reason ? `${label} ${reason}` : label}
                </MenuItem>
              ))}
          <MenuItem onAction={onManifest}>{t('actions.manifest')}</MenuItem>
          <MenuItem onAction={onKubectl}>{t('actions.kubectl')}</MenuItem>
          <MenuItem
            href={azureHref}
            target="_blank"
            rel="noopener"
            isDisabled={azureHref === undefined}
            className={azureHref ? undefined : classes.unavailable}
          >
            {azureHref ? t('actions.azure') : t('actions.azureMissing')}
          </MenuItem>
        </Menu>
      </MenuTrigger>
    </Flex>
  );
}
