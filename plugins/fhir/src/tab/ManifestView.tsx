import { useEffect, useMemo, useState } from 'react';
import {
  Flex,
  Skeleton,
  Text,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import { useApi } from '@backstage/core-plugin-api';
import type {
  InstanceId,
  ObjectManifest,
} from '@fhir-on-aks/plugin-fhir-common';
import { fhirApiRef } from '../api/FhirApi';
import { Code } from '../parts/Code';
import { Problem } from '../parts/Problem';
import { useText } from '../text/translation';
import { DifferenceView } from './DifferenceView';
import { toYaml } from './toYaml';

type View = 'desired' | 'live' | 'difference';
const VIEWS: View[] = ['desired', 'live', 'difference'];

/** The manifest of one object: desired, live, and the difference. */
export function ManifestView(props: {
  id: InstanceId;
  kind: string;
  name: string;
}) {
  const t = useText();
  const [view, setView] = useState<View>('live');
  const { manifest, error, retry } = useManifest(props);
  if (error) {
    return (
      <Problem title={t('manifest.failed')} error={error} onRetry={retry} />
    );
  }
  if (!manifest) return <Skeleton width="100%" height={320} />;
  return (
    <Flex direction="column" gap="2">
      <ToggleButtonGroup
        aria-label={t('manifest.view')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[view]}
        onSelectionChange={keys => {
          const next = VIEWS.find(candidate => keys.has(candidate));
          if (next) setView(next);
        }}
      >
        {VIEWS.map(candidate => (
          <ToggleButton key={candidate} id={candidate}>
            {t(`manifest.${candidate}`)}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <OneView view={view} manifest={manifest} />
    </Flex>
  );
}

function OneView(props: { view: View; manifest: ObjectManifest }) {
  const t = useText();
  const { view, manifest } = props;
  const { desired, live } = manifest;
  if (view !== 'live' && !desired) {
    return <Text as="p">{t('manifest.noDesired')}</Text>;
  }
  if (view !== 'desired' && !live) {
    return <Text as="p">{t('manifest.noLive')}</Text>;
  }
  if (view === 'difference' && desired && live) {
    return <DifferenceView desired={desired} live={live} />;
  }
  const shown = view === 'desired' ? desired : live;
  return <Code text={toYaml(shown)} what={t(`manifest.${view}`)} />;
}

function useManifest(of: { id: InstanceId; kind: string; name: string }) {
  const api = useApi(fhirApiRef);
  const { id, kind, name } = of;
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<{
    manifest?: ObjectManifest;
    error?: Error;
  }>({});
  useEffect(() => {
    let current = true;
    setState({});
    api.getManifest(id, { kind, name }).then(
      manifest => current && setState({ manifest }),
      error => current && setState({ error }),
    );
    return () => {
      current = false;
    };
  }, [api, id, kind, name, attempt]);
  return useMemo(
    () => ({ ...state, retry: () => setAttempt(n => n + 1) }),
    [state],
  );
}
