import type { ReactElement } from 'react';
import { Skeleton, Text } from '@backstage/ui';
import type {
  InstanceDetail,
  InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { useInstance } from '../../live/useInstance';
import { InstanceStates } from '../../states/InstanceStates';
import { useText } from '../../text/translation';
import { formStateOf } from '../formState';

/** The server that the form is about, as it is now; before one is chosen it says so. */
export function ChosenInstance(props: {
  /** All of the form. */
  formData: unknown;
  found: (detail: InstanceDetail) => ReactElement;
}) {
  const t = useText();
  const { instance } = formStateOf(props.formData);
  if (!instance) return <Text as="p">{t('form.confirmFirst')}</Text>;
  return <LiveInstance key={instance} id={instance} found={props.found} />;
}

function LiveInstance(props: {
  id: InstanceId;
  found: (detail: InstanceDetail) => ReactElement;
}) {
  const { id, found } = props;
  const live = useInstance(id);
  return (
    <InstanceStates
      id={id}
      live={live}
      skeleton={<Skeleton width="100%" height={160} />}
      found={found}
    />
  );
}
