import {
  createTranslationRef,
  useTranslationRef,
  type TranslationFunction,
} from '@backstage/frontend-plugin-api';
import { formMessages } from './formMessages';
import { pageMessages } from './pageMessages';

/** All words of the FHIR pages and forms; an app may override or translate them. */
export const fhirTranslationRef = createTranslationRef({
  id: 'fhir',
  messages: { ...pageMessages, ...formMessages },
});

/** How a component that is handed the words calls for them. */
export type Text = TranslationFunction<typeof fhirTranslationRef.T>;

/** The words of the FHIR pages in the reader's language. */
// The type is named here: written out for a declaration it takes the compiler minutes.
export function useText(): Text {
  return useTranslationRef(fhirTranslationRef).t;
}
