import { useState } from 'react';
import clsx from 'clsx';
import { Text } from '@backstage/ui';
import { RiArrowDownSLine, RiArrowRightSLine } from '@remixicon/react';
import type { ChildNode } from '@fhir-on-aks/plugin-fhir-common';
import { useChanged } from '../live/useChanged';
import { LongName } from '../parts/LongName';
import { RelativeTime } from '../parts/RelativeTime';
import { useText } from '../text/translation';
import { childAppearance, toneClass } from '../theme/appearance';
import tones from '../theme/tones.module.css';
import { Block } from '../parts/Block';
import { placed } from './nodes';
import classes from './tab.module.css';

/** The objects of a server as a tree by ownership; a row opens beside. */
export function MadeOf(props: {
  nodes: ChildNode[];
  opened: string | undefined;
  onOpen: (node: ChildNode) => void;
}) {
  const t = useText();
  const { nodes, opened, onOpen } = props;
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (uid: string) =>
    setClosed(old => {
      const next = new Set(old);
      if (!next.delete(uid)) next.add(uid);
      return next;
    });
  return (
    <Block title={t('made.title')}>
      {nodes.length === 0 ? (
        <Text as="p">{t('made.empty')}</Text>
      ) : (
        <table className={classes.tree} aria-label={t('made.title')}>
          <thead>
            <tr>
              <th scope="col">{t('made.name')}</th>
              <th scope="col">{t('made.detail')}</th>
              <th scope="col">{t('made.age')}</th>
            </tr>
          </thead>
          <tbody>
            {placed(nodes, closed).map(({ node, depth }) => (
              <Row
                key={node.uid}
                node={node}
                depth={depth}
                isClosed={closed.has(node.uid)}
                isOpened={node.uid === opened}
                onToggle={() => toggle(node.uid)}
                onOpen={() => onOpen(node)}
              />
            ))}
          </tbody>
        </table>
      )}
    </Block>
  );
}

function Row(props: {
  node: ChildNode;
  depth: number;
  isClosed: boolean;
  isOpened: boolean;
  onToggle: () => void;
  onOpen: () => void;
}) {
  const t = useText();
  const { node, depth, isClosed, isOpened, onToggle, onOpen } = props;
  const { kind, name, detail, state, createdAt, children } = node;
  const { Icon, tone } = childAppearance(state);
  const changed = useChanged(`${state} ${detail}`);
  return (
    <tr className={clsx({ [tones.changed]: changed })} data-opened={isOpened}>
      <td style={{ paddingInlineStart: `${depth * 1.25}rem` }}>
        <span className={classes.nodeName}>
          {children.length > 0 ? (
            <button
              type="button"
              className={classes.toggle}
              aria-expanded={!isClosed}
              aria-label={t(isClosed ? 'made.expand' : 'made.collapse', {
                name: `${kind} ${name}`,
              })}
              onClick={onToggle}
            >
              {isClosed ? (
                <RiArrowRightSLine aria-hidden />
              ) : (
                <RiArrowDownSLine aria-hidden />
              )}
            </button>
          ) : (
            <span className={classes.toggle} aria-hidden />
          )}
          <button type="button" className={classes.node} onClick={onOpen}>
            <span className={classes.kind}>{kind}</span>{' '}
            <LongName name={name} length={32} />
          </button>
        </span>
      </td>
      <td>
        <span className={classes.nodeState}>
          <span
            className={clsx(tones.dot, toneClass(tone), {
              [tones.turning]: state === 'working',
            })}
          >
            <Icon aria-hidden />
          </span>
          <span>{detail ?? t(`made.${state}`)}</span>
        </span>
      </td>
      <td>{createdAt && <RelativeTime at={createdAt} />}</td>
    </tr>
  );
}
