import '@testing-library/jest-dom';
import { installScreen } from './fixtures/screenWidth';

installScreen();
