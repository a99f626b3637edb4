import { Alert, Radio, RadioGroup } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useText } from '../../text/translation';
import classes from '../form.module.css';
import { SpecField } from '../spec/SpecField';
import { definitionOf, isOn, withValueAt } from '../spec/specPath';
import { SuggestedSpecField } from '../spec/SuggestedSpecField';
import { useSpecEditing } from '../useSpecEditing';

const MODE = ['security', 'mode'];

/** Whether a new server asks for a token, and whose. On unless somebody chooses off, which says what that means. */
export function FhirSignIn(props: FieldExtensionComponentProps<unknown>) {
  const t = useText();
  const { editing, suggestions } = useSpecEditing('security', props);
  const mode = definitionOf(MODE);
  const signIn = isOn(editing.draft, MODE);
  return (
    <div className={classes.group}>
      <RadioGroup
        id={props.idSchema.$id}
        label={mode.title}
        value={signIn ? 'Enabled' : 'Disabled'}
        onChange={next =>
          editing.onChange(withValueAt(editing.draft, MODE, next))
        }
        isDisabled={editing.disabled}
      >
        <div className={classes.cards}>
          <Radio value="Enabled">
            <SignInCard
              title={t('form.signInOn')}
              hint={t('form.signInOnHint')}
            />
          </Radio>
          <Radio value="Disabled">
            <SignInCard
              title={t('form.signInOff')}
              hint={t('update.signInOff')}
            />
          </Radio>
        </div>
      </RadioGroup>
      {signIn ? (
        <>
          <SuggestedSpecField
            path={['security', 'authority']}
            editing={editing}
            suggestion={suggestions.authority}
          />
          <SuggestedSpecField
            path={['security', 'audience']}
            editing={editing}
            suggestion={suggestions.audience}
          />
          <SpecField path={['security', 'smartOnFhir']} editing={editing} />
        </>
      ) : (
        <Alert status="warning" icon title={t('update.signInOff')} />
      )}
    </div>
  );
}

function SignInCard(props: { title: string; hint: string }) {
  return (
    <span className={classes.card}>
      <span className={classes.cardTitle}>{props.title}</span>
      <span className={classes.cardHint}>{props.hint}</span>
    </span>
  );
}
