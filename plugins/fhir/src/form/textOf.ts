import type { ApiHolder } from '@backstage/core-plugin-api';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { fhirTranslationRef, type Text } from '../text/translation';

/** The words for a validation, which runs outside of React. */
export function textOf(apis: ApiHolder): Text {
  const words = apis.get(translationApiRef)?.getTranslation(fhirTranslationRef);
  if (words?.ready) return words.t;
  throw new Error('The words of this form are still being loaded. Try again.');
}
