import { createTranslationMessages } from '@backstage/frontend-plugin-api';
import { TranslationBlueprint } from '@backstage/plugin-app-react';
import { catalogGraphTranslationRef } from '@backstage/plugin-catalog-graph';

/** The page is called in its heading what the navigation calls it. */
export const words = TranslationBlueprint.make({
  name: 'words',
  params: {
    resource: createTranslationMessages({
      ref: catalogGraphTranslationRef,
      messages: { 'catalogGraphPage.title': 'Relations' },
    }),
  },
});
