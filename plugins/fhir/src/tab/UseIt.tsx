import type { ReactNode } from 'react';
import { Flex, Link, Text } from '@backstage/ui';
import { names, type InstanceDetail } from '@fhir-on-aks/plugin-fhir-common';
import { Code } from '../parts/Code';
import { CopyButton } from '../parts/CopyButton';
import { Facts, type Fact } from '../parts/Facts';
import { UrlLine } from '../parts/UrlLine';
import { useText } from '../text/translation';
import { Block } from '../parts/Block';
import { RolesFact } from './RolesFact';
import { callCommand, tokenCommands } from './commands';

/** How to reach the server: address, a call to try, a token, and who may do what. */
export function UseIt(props: { detail: InstanceDetail }) {
  const t = useText();
  const { detail } = props;
  const secured = detail.spec.security.mode === 'Enabled';
  return (
    <Block title={t('use.title')}>
      <Flex direction="column" gap="3">
        {detail.readyReplicas === 0 && detail.url && (
          <Text as="p">
            {t(detail.health.word === 'Deleting' ? 'use.noMore' : 'use.notYet')}
          </Text>
        )}
        <Facts facts={addressFacts(detail, t)} />
        {detail.url && (
          <Labelled label={t('use.try')}>
            <Code text={callCommand(detail.url, secured)} what={t('use.try')} />
          </Labelled>
        )}
        {secured ? (
          <SignIn detail={detail} />
        ) : (
          <Text as="p" weight="bold">
            {t('use.signInOff')}
          </Text>
        )}
      </Flex>
    </Block>
  );
}

function addressFacts(
  detail: InstanceDetail,
  t: ReturnType<typeof useText>,
): Fact[] {
  const { url, name, namespace } = detail;
  if (!url) {
    const service = `http://${names.service({ metadata: { name, namespace } })}.${namespace}.svc`;
    return [{ label: t('use.url'), value: t('use.noUrl', { service }) }];
  }
  const metadata = `${url}/metadata`;
  return [
    { label: t('use.url'), value: <UrlLine url={url} /> },
    {
      label: t('use.capability'),
      value: (
        <Link href={metadata} target="_blank" rel="noopener">
          /metadata
        </Link>
      ),
    },
  ];
}

function SignIn(props: { detail: InstanceDetail }) {
  const t = useText();
  const { security } = props.detail.spec;
  const { authority, audience } = security;
  const facts: Fact[] = [
    ...(authority ? [copied(t('use.authority'), authority)] : []),
    ...(audience ? [copied(t('use.audience'), audience)] : []),
    {
      label: t('use.roles'),
      value: <RolesFact spec={props.detail.spec} />,
    },
  ];
  const commands = tokenCommands(security);
  return (
    <>
      <Facts facts={facts} />
      <Labelled label={t('use.token')}>
        {commands.map(({ title, text }) => (
          <Labelled key={title} label={t(title)} small>
            <Code text={text} what={`${t('use.token')}: ${t(title)}`} />
          </Labelled>
        ))}
      </Labelled>
    </>
  );
}

function copied(label: string, text: string): Fact {
  return {
    label,
    value: (
      <Flex align="center" gap="1">
        <span>{text}</span>
        <CopyButton text={text} what={label} />
      </Flex>
    ),
  };
}

function Labelled(props: {
  label: string;
  small?: boolean;
  children: ReactNode;
}) {
  return (
    <Flex direction="column" gap="1">
      <Text
        as={props.small ? 'p' : 'h3'}
        variant={props.small ? 'body-small' : 'body-medium'}
        weight={props.small ? 'regular' : 'bold'}
      >
        {props.label}
      </Text>
      {props.children}
    </Flex>
  );
}
