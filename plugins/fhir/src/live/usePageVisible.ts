import { useSyncExternalStore } from 'react';

/** Whether somebody can see the page; a hidden tab asks nothing of the backend. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(subscribe, isVisible);
}

function isVisible(): boolean {
  return document.visibilityState !== 'hidden';
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}
