import { ThemeBlueprint } from '@backstage/plugin-app-react';
import {
  createUnifiedTheme,
  genPageTheme,
  palettes,
  shapes,
  UnifiedThemeProvider,
  type UnifiedTheme,
} from '@backstage/theme';
import DarkIcon from '@material-ui/icons/Brightness2';
import LightIcon from '@material-ui/icons/WbSunny';

const navigation = {
  background: '#14212b',
  indicator: '#f0734d',
  color: '#c9d4dc',
  selectedColor: '#ffffff',
  navItem: { hoverBackground: '#22343f' },
};
// The font of the design system, so that both kinds of components look alike.
const fontFamily = 'system-ui, sans-serif';
const page = genPageTheme({
  colors: ['#17303f', '#1f4a5f'],
  shape: shapes.wave,
});
const pageTheme = Object.fromEntries(
  [
    'home',
    'documentation',
    'tool',
    'service',
    'website',
    'library',
    'other',
    'app',
    'apis',
    'card',
  ].map(id => [id, page]),
);

// Tables of the catalog: a name is one word, and eight columns fit beside the filters.
const cell = { wordBreak: 'normal', overflowWrap: 'break-word' } as const;
const components = {
  MuiTableCell: {
    styleOverrides: {
      root: { ...cell, lineHeight: 1.4 },
      sizeSmall: { padding: '6px 10px 6px 14px' },
    },
  },
  BackstageTableHeader: {
    styleOverrides: { header: { padding: '8px 10px 8px 14px' } },
  },
};

const light = createUnifiedTheme({
  palette: {
    ...palettes.light,
    primary: { main: '#0b6380' },
    secondary: { main: '#b8431f' },
    link: '#0b6380',
    linkHover: '#084d63',
    navigation,
  },
  fontFamily,
  defaultPageTheme: 'home',
  pageTheme,
  components,
});
const dark = createUnifiedTheme({
  palette: {
    ...palettes.dark,
    primary: { main: '#7cc7e0' },
    secondary: { main: '#f0734d' },
    background: { default: '#10171d', paper: '#18222a' },
    link: '#7cc7e0',
    linkHover: '#a8dcee',
    navigation,
  },
  fontFamily,
  defaultPageTheme: 'home',
  pageTheme,
  components,
});

const provider =
  (theme: UnifiedTheme) =>
  ({ children }: { children: JSX.Element }) => (
    <UnifiedThemeProvider theme={theme}>{children}</UnifiedThemeProvider>
  );

export const lightTheme = ThemeBlueprint.make({
  name: 'light',
  params: {
    theme: {
      id: 'light',
      title: 'Light',
      variant: 'light',
      icon: <LightIcon fontSize="inherit" />,
      Provider: provider(light),
    },
  },
});

export const darkTheme = ThemeBlueprint.make({
  name: 'dark',
  params: {
    theme: {
      id: 'dark',
      title: 'Dark',
      variant: 'dark',
      icon: <DarkIcon fontSize="inherit" />,
      Provider: provider(dark),
    },
  },
});
