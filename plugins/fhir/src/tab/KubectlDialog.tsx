import { Dialog, DialogBody, DialogHeader, Flex, Text } from '@backstage/ui';
import type { InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { Code } from '../parts/Code';
import { useText } from '../text/translation';
import { kubectlCommands } from './commands';

/** The commands that show the same as the tab. */
export function KubectlDialog(props: {
  detail: InstanceDetail;
  isOpen: boolean;
  onClose: () => void;
}) {
  const t = useText();
  const { detail, isOpen, onClose } = props;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={open => !open && onClose()}
      width={640}
    >
      <DialogHeader>{t('kubectl.title')}</DialogHeader>
      <DialogBody>
        <Flex direction="column" gap="3">
          <Text as="p">{t('kubectl.hint', { cluster: detail.cluster })}</Text>
          {kubectlCommands(detail).map(({ title, text }) => (
            <Flex key={title} direction="column" gap="1">
              <Text as="h3" variant="body-small">
                {t(title)}
              </Text>
              <Code text={text} what={t(title)} />
            </Flex>
          ))}
        </Flex>
      </DialogBody>
    </Dialog>
  );
}
