import { Alert } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import {
  applyChanges,
  mergePatch,
  patchBetween,
  type InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../../text/translation';
import { errorOf, FieldMessage } from '../FieldMessage';
import classes from '../form.module.css';
import { draftOf } from '../spec/specPath';
import { ChangeList } from './ChangeList';
import { ChangeSection } from './ChangeSection';
import { changeSections } from './changeSections';
import { ChosenInstance } from './ChosenInstance';

type Patch = Record<string, unknown>;

/** Today's settings of a server to edit, and what will change; its value is the merge patch between the two. */
export function FhirChanges(props: FieldExtensionComponentProps<Patch>) {
  return (
    <ChosenInstance
      formData={props.formContext?.formData}
      found={detail => <Changes field={props} detail={detail} />}
    />
  );
}

function Changes(props: {
  field: FieldExtensionComponentProps<Patch>;
  detail: InstanceDetail;
}) {
  const t = useText();
  const { field, detail } = props;
  const { idSchema, formData: changes = {}, rawErrors } = field;
  const { spec, allowed } = detail;
  const result = applyChanges(spec, changes);
  const editing = {
    draft: draftOf(mergePatch(spec, changes)),
    onChange: (draft: Patch) =>
      field.onChange(draftOf(patchBetween(spec, draft))),
    issues: 'issues' in result ? result.issues : [],
    // Today's settings are complete: what is missing now was taken away just now.
    asked: true,
    disabled: !allowed.update.allowed || field.disabled || field.readonly,
  };
  return (
    <div className={classes.group}>
      {!allowed.update.allowed && (
        <Alert
          status="warning"
          icon
          title={t('update.forbidden', { reason: allowed.update.reason ?? '' })}
        />
      )}
      {changeSections.map(section => (
        <ChangeSection key={section.key} section={section} editing={editing} />
      ))}
      <ChangeList
        before={spec}
        after={'spec' in result ? result.spec : undefined}
      />
      <FieldMessage
        id={`${idSchema.$id}__message`}
        message={errorOf(t, rawErrors)}
      />
    </div>
  );
}
