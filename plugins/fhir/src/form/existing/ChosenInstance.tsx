import type { ReactElement } from 'react';
import { Skeleton, Text } from '@backstage/ui';
import type {
  InstanceDetail,
  InstanceId,
} from '@fhir-on-aks/plugin-fhir-common';
import { useInstance } from '../../live/useInstance';
import { InstanceStates } from '../../states/InstanceStates';

/** The server that the form is about, as it is now; before one is chosen it says so. */
export function ChosenInstance(props: {
  id: InstanceId | undefined;
  /** What stands here until a server is chosen. */
  first: string;
  found: (detail: InstanceDetail) => ReactElement;
}) {
  const { id, first, found } = props;
  if (!id) return <Text as="p">{first}</Text>;
  return <LiveInstance key={id} id={id} found={found} />;
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
