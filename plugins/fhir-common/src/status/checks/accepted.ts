import type { FieldIssue } from '../../api/InvalidInputError';
import { lintSpecSettings, specProblems } from '../../desired/specProblems';
import { met, unmet, type Evidence, type Verdict } from './Check';

const MOST_NAMED = 5;

/** Whether the spec can be acted on. Warnings are told in a condition that is met. */
export function accepted(evidence: Evidence): Verdict {
  const { snapshot, fhir } = evidence;
  const [issue, ...more] = issuesOf(evidence);
  if (issue) return invalid(issue, more.length);
  if (snapshot.hostTakenBy) {
    return unmet('HostNameTaken', {
      host: fhir.spec.exposure.host ?? '',
      other: snapshot.hostTakenBy,
    });
  }
  return (
    settingsWarning(evidence) ?? versionWarning(evidence) ?? met('SpecValid')
  );
}

function issuesOf({
  snapshot,
  fhir,
  settings,
}: Evidence): Array<Omit<FieldIssue, 'remedy'>> {
  return snapshot.specErrors ?? specProblems(fhir, settings);
}

function invalid(
  { field, value, message }: Omit<FieldIssue, 'remedy'>,
  others: number,
): Verdict {
  const problem = `${value || 'it'} ${message}`;
  const rest = others === 1 ? 'one more field' : `${others} more fields`;
  return unmet('SpecInvalid', {
    field,
    problem: others > 0 ? `${problem} (and ${rest})` : problem,
  });
}

function settingsWarning({ fhir }: Evidence): Verdict | undefined {
  const { unknown, dead, refused } = lintSpecSettings(fhir);
  if (refused.length > 0) {
    return met('SettingsRefused', { settings: named(refused) });
  }
  const unread = [...dead, ...unknown];
  return unread.length > 0
    ? met('SettingsUnknown', { settings: named(unread) })
    : undefined;
}

function versionWarning({ fhir }: Evidence): Verdict | undefined {
  const { fhirVersion } = fhir.spec;
  return fhirVersion === 'R4B'
    ? met('VersionEndOfLife', { version: fhirVersion })
    : undefined;
}

function named(keys: string[]): string {
  const shown = [...keys].sort().slice(0, MOST_NAMED).join(', ');
  const hidden = keys.length - MOST_NAMED;
  return hidden > 0 ? `${shown} and ${hidden} more` : shown;
}
