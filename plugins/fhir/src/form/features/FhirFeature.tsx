import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { useText } from '../../text/translation';
import { FieldMessage } from '../FieldMessage';
import classes from '../form.module.css';
import { restMessage, SpecField } from '../spec/SpecField';
import { definitionOf, isOn, type SpecPath } from '../spec/specPath';
import { useSpecEditing } from '../useSpecEditing';

/** What a template says about a feature. */
export interface FeatureOptions {
  /** Key of the spec, such as `export`: a validation is not told it. Not called field, which chooses the component. */
  part?: string;
  /** Fields of it that are asked for when it is on, such as `storageAccountUri`. */
  ask?: string[];
}

/** A feature of a new server: on or off with one line of what it does; what it needs is asked when it is on. */
export function FhirFeature(
  props: FieldExtensionComponentProps<unknown, FeatureOptions>,
) {
  const t = useText();
  const { idSchema, uiSchema } = props;
  const { part = props.name, ask = [] } = uiSchema['ui:options'] ?? {};
  const { editing } = useSpecEditing(part, props);
  const head = headOf(part);
  const asked = isOn(editing.draft, head)
    ? ask.map(name => [part, ...name.split('.')])
    : [];
  return (
    <div className={classes.feature}>
      <SpecField path={head} editing={editing} />
      {asked.length > 0 && (
        <div className={classes.featureMore}>
          {asked.map(path => (
            <SpecField key={path.join('.')} path={path} editing={editing} />
          ))}
        </div>
      )}
      <FieldMessage
        id={`${idSchema.$id}__message`}
        message={restMessage(t, editing, [head, ...asked])}
      />
    </div>
  );
}

/** The field that says whether a feature is on. */
function headOf(field: string): SpecPath {
  const { properties } = definitionOf([field]);
  if (!properties) return [field];
  return [field, properties.mode ? 'mode' : 'provider'];
}
