import { RELATION_OWNED_BY } from '@backstage/catalog-model';
import { Text } from '@backstage/ui';
import {
  EntityRefLinks,
  getEntityRelations,
  useAsyncEntity,
} from '@backstage/plugin-catalog-react';
import { RiLockLine } from '@remixicon/react';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

/** The reader may not see the server; says whom to ask. */
export function Forbidden(props: { message: string }) {
  const t = useText();
  const { entity } = useAsyncEntity();
  const owners = entity ? getEntityRelations(entity, RELATION_OWNED_BY) : [];
  return (
    <Notice
      icon={<RiLockLine />}
      tone="neutral"
      title={t('states.forbiddenTitle')}
    >
      <Text as="p">{props.message}</Text>
      <Text as="p">
        {owners.length > 0
          ? t('states.forbiddenAsk', {
              owner: <EntityRefLinks entityRefs={owners} defaultKind="group" />,
            })
          : t('states.forbiddenText')}
      </Text>
    </Notice>
  );
}
