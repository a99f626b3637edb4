import { useRef, useState } from 'react';
import type {
  ChildNode,
  InstanceDetail,
} from '@fhir-on-aks/plugin-fhir-common';
import { HealthAnnouncement } from '../parts/HealthAnnouncement';
import { ChildPanel } from './ChildPanel';
import { ConditionRoad } from './ConditionRoad';
import { EventsBlock } from './EventsBlock';
import { Evidence } from './Evidence';
import { KubectlDialog } from './KubectlDialog';
import { LogsBlock } from './LogsBlock';
import { MadeOf } from './MadeOf';
import { SettingsBlock } from './SettingsBlock';
import { StatusHeader } from './StatusHeader';
import { TabShortcuts } from './TabShortcuts';
import { UseIt } from './UseIt';
import { fhirNode, findNode } from './nodes';
import classes from './tab.module.css';

/** Is it well? Why not, and what now? How do I use it? What is it made of? In this order. */
export function InstanceTab(props: { detail: InstanceDetail }) {
  const { detail } = props;
  const [opened, setOpened] = useState<string>();
  const [kubectl, setKubectl] = useState(false);
  const sections = {
    made: useRef<HTMLDivElement>(null),
    events: useRef<HTMLDivElement>(null),
    logs: useRef<HTMLDivElement>(null),
  };
  const itself = fhirNode(detail);
  const openedNode = opened
    ? findNode([itself, ...detail.children], opened)
    : undefined;
  const open = (node: ChildNode) => setOpened(node.uid);
  const openItself = () => open(itself);

  return (
    <div className={classes.page}>
      <HealthAnnouncement name={detail.name} health={detail.health} />
      <StatusHeader
        detail={detail}
        onManifest={openItself}
        onKubectl={() => setKubectl(true)}
      />
      <ConditionRoad conditions={detail.conditions} />
      <Evidence detail={detail} />
      <div className={classes.columns}>
        <div className={classes.column}>
          <UseIt detail={detail} />
          <SettingsBlock facts={detail.facts} />
        </div>
        <div className={classes.column} ref={sections.made} tabIndex={-1}>
          <MadeOf nodes={detail.children} opened={opened} onOpen={open} />
        </div>
      </div>
      <div ref={sections.events} tabIndex={-1}>
        <EventsBlock events={detail.events} />
      </div>
      <div ref={sections.logs} tabIndex={-1}>
        <LogsBlock detail={detail} />
      </div>
      <ChildPanel
        detail={detail}
        node={openedNode}
        onClose={() => setOpened(undefined)}
      />
      <KubectlDialog
        detail={detail}
        isOpen={kubectl}
        onClose={() => setKubectl(false)}
      />
      <TabShortcuts
        detail={detail}
        sections={sections}
        onManifest={openItself}
      />
    </div>
  );
}
