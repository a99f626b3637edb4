import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { darkTheme, lightTheme } from './themes';
import { words } from './words';

export { Logo } from './Logo';

export const brandModule = createFrontendModule({
  pluginId: 'app',
  extensions: [lightTheme, darkTheme, words],
});
