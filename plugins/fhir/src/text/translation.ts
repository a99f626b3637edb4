import {
  createTranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { formMessages } from './formMessages';
import { pageMessages } from './pageMessages';

/** All words of the FHIR pages and forms; an app may override or translate them. */
export const fhirTranslationRef = createTranslationRef({
  id: 'fhir',
  messages: { ...pageMessages, ...formMessages },
});

/** The words of the FHIR pages in the reader's language. */
export function useText() {
  return useTranslationRef(fhirTranslationRef).t;
}

/** How a component that is handed the words calls for them. */
export type Text = ReturnType<typeof useText>;
