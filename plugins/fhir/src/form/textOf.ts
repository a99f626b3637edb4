import type { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { fhirTranslationRef, type Text } from '../text/translation';

/** The words for a validation, which runs outside of React. */
export function textOf(apis: ApiHolder): Text {
  const words = apis.get(translationApiRef)?.getTranslation(fhirTranslationRef);
  const t: unknown = words?.ready ? words.t : undefined;
  if (isText(t)) return t;
  throw new Error('The words of this form are still being loaded. Try again.');
}

// A comparison of the two types of all messages takes the compiler minutes; they are the same messages.
function isText(t: unknown): t is Text {
  return typeof t === 'function';
}
