import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Pages come in parts that are loaded when they are needed: a busy machine takes its time.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
