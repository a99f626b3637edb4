import { specChanges, type FhirSpec } from '@fhir-on-aks/plugin-fhir-common';
import { useText } from '../../text/translation';
import classes from '../form.module.css';
import { definitionOf } from '../spec/specPath';

/** What will change, field by field, from what to what. */
export function ChangeList(props: {
  before: FhirSpec;
  /** Left out while the settings are not valid. */
  after: FhirSpec | undefined;
}) {
  const t = useText();
  const { before, after } = props;
  const changes = after ? specChanges(before, after) : [];
  return (
    <section aria-live="polite">
      <h3 className={classes.legend}>{t('update.difference')}</h3>
      {changes.length === 0 ? (
        <p className={classes.hint}>{t('update.differenceNone')}</p>
      ) : (
        <>
          <ul className={classes.list}>
            {changes.map(change => (
              <li key={change.field}>
                {titleOf(change.field)}: {t('update.from')}{' '}
                <del>{shown(change.before)}</del> {t('update.to')}{' '}
                <strong>{shown(change.after)}</strong>
              </li>
            ))}
          </ul>
          <p className={classes.hint}>{t('update.remaining')}</p>
        </>
      )}
    </section>
  );

  function shown(value: unknown): string {
    if (value === undefined || value === null) return t('update.unset');
    return typeof value === 'string' ? value : JSON.stringify(value);
  }
}

/** `Export › Storage account`: the titles on the way to the field. */
function titleOf(field: string): string {
  const path = field.split('.');
  const titles = path.map(
    (key, index) => definitionOf(path.slice(0, index + 1)).title ?? key,
  );
  return [...new Set(titles)].join(' › ');
}
