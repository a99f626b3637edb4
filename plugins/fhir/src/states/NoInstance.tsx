import { Text } from '@backstage/ui';
import { RiQuestionLine } from '@remixicon/react';
import { ANNOTATIONS } from '@fhir-on-aks/plugin-fhir-common';
import { Notice } from '../parts/Notice';
import { useText } from '../text/translation';

/** The entity does not say which server it stands for. */
export function NoInstance() {
  const t = useText();
  return (
    <Notice
      icon={<RiQuestionLine />}
      tone="neutral"
      title={t('states.noInstanceTitle')}
    >
      <Text as="p">
        {t('states.noInstanceText', { annotation: ANNOTATIONS.instance })}
      </Text>
    </Notice>
  );
}
