import { Button } from '@backstage/ui';
import { useText } from '../text/translation';
import { FormTextField, type FormTextFieldProps } from './FormTextField';
import classes from './form.module.css';

/**
 * A text that the cluster suggests. As long as nobody edits it the form keeps no value, so that it follows when another
 * cluster or name is chosen; what is edited can be taken back.
 */
export function SuggestedField(
  props: Omit<FormTextFieldProps, 'value' | 'onChange' | 'children'> & {
    value: string | undefined;
    suggestion: string | undefined;
    onChange: (value: string | undefined) => void;
  },
) {
  const t = useText();
  const { value, suggestion, onChange, onBlur, ...field } = props;
  const edited = value !== undefined && value !== suggestion;
  return (
    <FormTextField
      {...field}
      value={value ?? suggestion ?? ''}
      onChange={next => onChange(next === suggestion ? undefined : next)}
      onBlur={() => {
        // What is left empty is what the cluster suggests.
        if (value === '') onChange(undefined);
        onBlur?.();
      }}
    >
      {edited && suggestion && (
        <div className={classes.hint}>
          <Button
            size="small"
            variant="tertiary"
            onPress={() => onChange(undefined)}
          >
            {t('form.useSuggested', { value: suggestion })}
          </Button>
        </div>
      )}
    </FormTextField>
  );
}
