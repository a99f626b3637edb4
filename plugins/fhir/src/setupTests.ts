import '@testing-library/jest-dom';
import { notifyManager } from '@tanstack/react-query';
import { configure } from '@testing-library/react';
import { installScreen } from './__testUtils__/screenWidth';

// Pages come in parts that are loaded when they are needed: a busy machine takes its time.
configure({ asyncUtilTimeout: 20_000 });
jest.setTimeout(60_000);
installScreen();
// So that `act` waits for what a query tells, also where the clock is a fake.
notifyManager.setScheduler(queueMicrotask);
