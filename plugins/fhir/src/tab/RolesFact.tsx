import type { FhirSpec } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../text/translation';
import classes from './tab.module.css';

/** Who may do what, in words. */
export function RolesFact(props: { spec: FhirSpec }) {
  const t = useText();
  const { authorization, security } = props.spec;
  if (authorization.mode === 'Disabled') return <>{t('use.rolesOff')}</>;
  const claim = t('use.rolesClaim', { claim: security.rolesClaim });
  if (!authorization.roles) {
    return (
      <>
        {t('use.rolesDefault')} {claim}
      </>
    );
  }
  return (
    <>
      <ul className={classes.roles}>
        {authorization.roles.map(role => {
          const actions = role.dataActions.join(', ');
          const except = role.notDataActions.join(', ');
          return (
            <li key={role.name}>
              {except
                ? t('use.roleMayNot', { role: role.name, actions, except })
                : t('use.roleMay', { role: role.name, actions })}
            </li>
          );
        })}
      </ul>
      {claim}
    </>
  );
}
