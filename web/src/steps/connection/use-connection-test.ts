import type { ProviderStatus, StatusCheck, TestConnectionInput } from '@goodfunds/shared';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { ApiClient } from '../../api/api-client.ts';
import { toPanelError } from '../../api/panel-error.ts';
import { useTRPCClient } from '../../api/trpc-context.ts';
import type { PanelError } from '../../i18n/responsible.ts';
import { summarizeTest, useEmit } from '../../integration/events.ts';

export type ConnectionTest = {
  phase: 'IDLE' | 'RUNNING' | 'ENDED' | 'BROKEN';
  /** The checks that have ended so far. */
  checks: readonly StatusCheck[];
  status: ProviderStatus | null;
  /** Why the test itself broke off; a connection that does not work is no error. */
  error: PanelError | null;
  /** The key of what was tested, to tell whether the form still says the same. */
  tested: string | null;
};

const IDLE: ConnectionTest = { phase: 'IDLE', checks: [], status: null, error: null, tested: null };

/** Runs a test and shows each check when it really ends. */
export function useConnectionTest() {
  const client = useTRPCClient();
  const emit = useEmit();
  const [test, setTest] = useState(IDLE);
  const running = useRef<AbortController | null>(null);

  const cancel = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setTest(IDLE);
  }, []);

  useEffect(() => () => running.current?.abort(), []);

  const broken = useCallback(
    (cause: unknown): null => {
      const error = toPanelError(cause);
      setTest((now) => ({ ...now, phase: 'BROKEN', error }));
      emit({ type: 'error', detail: { code: error.code, requestId: error.requestId } });
      return null;
    },
    [emit],
  );

  const start = useCallback(
    async (input: TestConnectionInput, key: string): Promise<ProviderStatus | null> => {
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      const begun: ConnectionTest = { ...IDLE, phase: 'RUNNING', tested: key };
      setTest(begun);
      // A request that is under way does not end by itself when the network goes.
      const network = new AbortController();
      const loseNetwork = () => network.abort();
      window.addEventListener('offline', loseNetwork);
      let ended: ProviderStatus;
      try {
        const signal = AbortSignal.any([controller.signal, network.signal]);
        const onCheck = (check: StatusCheck) =>
          setTest((now) => ({ ...now, checks: [...now.checks, check] }));
        ended = await readTest({ client, input, signal, onCheck });
      } catch (error) {
        return controller.signal.aborted ? null : broken(error);
      } finally {
        window.removeEventListener('offline', loseNetwork);
      }
      if (controller.signal.aborted) return null;
      setTest((now) => ({ ...now, phase: 'ENDED', checks: ended.checks, status: ended }));
      emit({
        type: 'tested',
        detail: {
          integrationId: 'integrationId' in input ? (input.integrationId ?? null) : null,
          ...summarizeTest(ended),
        },
      });
      return ended;
    },
    [broken, client, emit],
  );

  return { test, start, cancel };
}

/** Tells each check as it comes, and answers what they come to. Rejects where the answer breaks off. */
async function readTest(reading: {
  client: ApiClient;
  input: TestConnectionInput;
  signal: AbortSignal;
  onCheck: (check: StatusCheck) => void;
}): Promise<ProviderStatus> {
  const { client, input, signal, onCheck } = reading;
  const events = await client.connection.testStream.mutate(input, { signal });
  for await (const event of events) {
    if (event.kind !== 'CHECK') return event.status;
    onCheck(event.check);
  }
  throw new Error('the answer ended before the result of the test');
}
