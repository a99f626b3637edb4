import {
  Accordion,
  AccordionPanel,
  AccordionTrigger,
  Alert,
  Skeleton,
} from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import type {
  ClusterChoice,
  FieldIssue,
  ProvisionRequest,
} from '@fhir-on-aks/plugin-fhir-common';
import { Code } from '../../parts/Code';
import { Problem } from '../../parts/Problem';
import { toYaml } from '../../tab/toYaml';
import { useText } from '../../text/translation';
import classes from '../form.module.css';
import { formStateOf } from '../formState';
import { clusterOf, urlOf } from '../places';
import { titledIssue } from '../issueSentence';
import { judgedRequest } from '../requestIssues';
import { useClusters } from '../../live/useClusters';
import { requestManifest } from './requestManifest';
import { reviewSentences } from './reviewSentences';

/** What will be made, in sentences, and the manifest; keeps no value. */
export function FhirReview(props: FieldExtensionComponentProps<string>) {
  const t = useText();
  const clusters = useClusters();
  const form = formStateOf(props.formContext?.formData);
  if (!clusters.value) {
    return clusters.error ? (
      <Problem
        title={t('states.failedTitle')}
        error={clusters.error}
        onRetry={clusters.refresh}
      />
    ) : (
      <Skeleton width="100%" height={220} />
    );
  }
  const cluster = clusterOf(form, clusters.value);
  if (!cluster)
    return <Alert status="warning" icon title={t('review.incomplete')} />;
  const judged = judgedRequest(form, cluster);
  return 'issues' in judged ? (
    <Incomplete issues={judged.issues} />
  ) : (
    <Sentences request={judged.request} cluster={cluster} />
  );
}

function Sentences(props: {
  request: ProvisionRequest;
  cluster: ClusterChoice;
}) {
  const t = useText();
  const { request, cluster } = props;
  const { host } = request.spec.exposure;
  const sentences = reviewSentences(t, request, {
    cluster: cluster.title,
    url: host && urlOf(cluster, host),
  });
  return (
    <div className={classes.group}>
      <section>
        <h3 className={classes.legend}>{t('review.title')}</h3>
        <ul className={classes.list}>
          {sentences.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </section>
      <Accordion>
        <AccordionTrigger title={t('review.manifest')} />
        <AccordionPanel>
          <Code
            text={toYaml(requestManifest(request))}
            what={t('review.manifest')}
          />
        </AccordionPanel>
      </Accordion>
    </div>
  );
}

function Incomplete(props: { issues: FieldIssue[] }) {
  const t = useText();
  return (
    <Alert
      status="warning"
      icon
      title={t('review.incomplete')}
      description={
        <ul className={classes.list}>
          {props.issues.map(issue => (
            <li key={issue.field}>{titledIssue(t, issue)}</li>
          ))}
        </ul>
      }
    />
  );
}
