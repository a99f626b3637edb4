import { Accordion, AccordionPanel, AccordionTrigger } from '@backstage/ui';
import { useText } from '../../text/translation';
import classes from '../form.module.css';
import { SpecField, type SpecEditing } from '../spec/SpecField';
import { isOn, issueAt, type SpecPath } from '../spec/specPath';
import type { changeSections } from './changeSections';

/** A section of today's settings; the first one is open, and one in which something is wrong. */
export function ChangeSection(props: {
  section: (typeof changeSections)[number];
  editing: SpecEditing;
}) {
  const t = useText();
  const { section, editing } = props;
  const { key, fields } = section;
  const shown = fields.filter(({ when }) => !when || isOn(editing.draft, when));
  const wrong = shown.some(({ path }) => issueAt(editing.issues, path));
  return (
    <Accordion
      defaultExpanded={key === 'Server'}
      {...(wrong ? { isExpanded: true } : {})}
    >
      <AccordionTrigger title={t(`update.section${key}`)} />
      <AccordionPanel>
        <div className={classes.group}>
          {shown.map(({ path }) => (
            <ChangeField key={path.join('.')} path={path} editing={editing} />
          ))}
        </div>
      </AccordionPanel>
    </Accordion>
  );
}

/** A server that scales by itself has no number of replicas to set. */
function ChangeField(props: { path: SpecPath; editing: SpecEditing }) {
  const t = useText();
  const { path, editing } = props;
  const { autoscaling } = editing.draft;
  if (path.join('.') !== 'replicas' || !autoscaling) {
    return <SpecField path={path} editing={editing} />;
  }
  const { minReplicas, maxReplicas } = Object(autoscaling);
  return (
    <p className={classes.hint}>
      {t('update.replicasAuto', {
        min: String(minReplicas),
        max: String(maxReplicas),
      })}
    </p>
  );
}
