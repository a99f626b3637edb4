import type { ReactNode } from 'react';
import { Alert, Button, Flex } from '@backstage/ui';
import { FhirRequestError } from '../api/FhirRequestError';
import { useText } from '../text/translation';
import { CopyButton } from './CopyButton';
import classes from './parts.module.css';

/** What failed, why, and what to do; in the place of the part that failed, the rest of the page goes on. */
export function Problem(props: {
  title: string;
  error: Error;
  onRetry?: () => void;
  children?: ReactNode;
}) {
  const t = useText();
  const { title, error, onRetry, children } = props;
  const requestId =
    error instanceof FhirRequestError ? error.requestId : undefined;
  return (
    <Alert
      status="danger"
      icon
      role="alert"
      title={title}
      description={
        <>
          {error.message}
          {children}
          {requestId && (
            <Flex align="center" gap="1" className={classes.requestId}>
              <span>{t('states.requestId', { id: requestId })}</span>
              <CopyButton text={requestId} what={requestId} />
            </Flex>
          )}
        </>
      }
      customActions={
        onRetry && (
          <Button size="small" variant="secondary" onPress={onRetry}>
            {t('actions.retry')}
          </Button>
        )
      }
    />
  );
}
