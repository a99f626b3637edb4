import { formatAge } from '@fhir-on-aks/plugin-fhir-common';

/** `3 h`: how long ago a moment was, in its largest whole unit; `now` below a second and for the future. */
export function relativeTime(moment: string, now: number): string {
  const passed = now - Date.parse(moment);
  if (Number.isNaN(passed)) return '–';
  return passed < 1000 ? 'now' : formatAge(passed);
}

/** The whole moment in the reader's own time zone, for a tooltip. */
export function absoluteTime(moment: string): string {
  const date = new Date(moment);
  return Number.isNaN(date.getTime())
    ? moment
    : date.toLocaleString(undefined, {
        dateStyle: 'medium',
        timeStyle: 'long',
      });
}

/** `10:42`, with the day when it was not today. */
export function clockTime(moment: string, now: number): string {
  const date = new Date(moment);
  const time = date.toLocaleTimeString(undefined, {
    hour: '2-digit',
    minute: '2-digit',
  });
  const today = new Date(now).toDateString() === date.toDateString();
  return today ? time : `${date.toLocaleDateString()} ${time}`;
}
