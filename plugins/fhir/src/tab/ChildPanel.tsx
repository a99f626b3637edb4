import Drawer from '@material-ui/core/Drawer';
import {
  ButtonIcon,
  Flex,
  Tab,
  TabList,
  TabPanel,
  Tabs,
  Text,
} from '@backstage/ui';
import { RiCloseLine } from '@remixicon/react';
import type {
  ChildNode,
  InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import { CopyButton } from '../parts/CopyButton';
import { LongName } from '../parts/LongName';
import { useText } from '../text/translation';
import { ConditionList } from './ConditionList';
import { EventList } from './EventList';
import { ManifestView } from './ManifestView';
import { LogPanel } from '../logs/LogPanel';
import classes from './tab.module.css';

/** One object beside the page: conditions, events, logs of a pod, manifest. Escape closes, focus goes back. */
export function ChildPanel(props: {
  detail: InstanceDetail;
  node: ChildNode | undefined;
  onClose: () => void;
}) {
  const { detail, node, onClose } = props;
  return (
    <Drawer
      anchor="right"
      open={node !== undefined}
      onClose={onClose}
      PaperProps={{
        className: classes.panel,
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': 'fhir-panel-title',
      }}
    >
      {node && <Content detail={detail} node={node} onClose={onClose} />}
    </Drawer>
  );
}

function Content(props: {
  detail: InstanceDetail;
  node: ChildNode;
  onClose: () => void;
}) {
  const t = useText();
  const { detail, node, onClose } = props;
  const isItself = node.kind === 'Fhir';
  const isPod = node.kind === 'Pod';
  const events = detail.events.filter(
    event => event.kind === node.kind && event.name === node.name,
  );
  return (
    <Flex direction="column" gap="3">
      <PanelHeader node={node} onClose={onClose} />
      {node.message && <Text as="p">{node.message}</Text>}
      <Tabs defaultSelectedKey={isItself ? 'manifest' : 'conditions'}>
        <TabList>
          <Tab id="conditions">{t('panel.conditions')}</Tab>
          <Tab id="events">{t('panel.events')}</Tab>
          {isPod ? <Tab id="logs">{t('panel.logs')}</Tab> : null}
          <Tab id="manifest">{t('panel.manifest')}</Tab>
        </TabList>
        <TabPanel id="conditions">
          <ConditionList conditions={node.conditions ?? []} />
        </TabPanel>
        <TabPanel id="events">
          <EventList events={events} />
        </TabPanel>
        {isPod ? (
          <TabPanel id="logs">
            <LogPanel
              id={detail.id}
              pods={[node]}
              allowed={detail.allowed.logs}
            />
          </TabPanel>
        ) : null}
        <TabPanel id="manifest">
          <ManifestView id={detail.id} kind={node.kind} name={node.name} />
        </TabPanel>
      </Tabs>
    </Flex>
  );
}

function PanelHeader(props: { node: ChildNode; onClose: () => void }) {
  const t = useText();
  const { kind, name, detail, apiVersion } = props.node;
  return (
    <Flex justify="between" align="start" gap="2">
      <div>
        <Flex align="center" gap="1">
          <Text
            as="h2"
            variant="title-x-small"
            weight="bold"
            id="fhir-panel-title"
          >
            {kind} <LongName name={name} />
          </Text>
          <CopyButton text={name} what={name} />
        </Flex>
        <Text as="p" color="secondary">
          {[detail, apiVersion].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <ButtonIcon
        aria-label={t('actions.close')}
        icon={<RiCloseLine />}
        variant="tertiary"
        onPress={props.onClose}
      />
    </Flex>
  );
}
