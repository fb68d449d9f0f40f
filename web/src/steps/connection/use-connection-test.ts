import type { ProviderStatus, StatusCheck, TestConnectionInput } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTRPCClient } from '../../api/trpc-context.ts';
import { summarizeTest, useEmit } from '../../integration/events.ts';

export type ConnectionTest = {
  isRunning: boolean;
  /** The checks that have ended so far. */
  checks: readonly StatusCheck[];
  status: ProviderStatus | null;
  /** Why the test could not run; a connection that fails its checks is no error. */
  error: Error | null;
  /** The key of what was tested. */
  testedKey: string | null;
};

type TestRun = { input: TestConnectionInput; key: string };

/** Tests a connection and shows each check when it ends. */
export function useConnectionTest() {
  const client = useTRPCClient();
  const emit = useEmit();
  const [checks, setChecks] = useState<readonly StatusCheck[]>([]);
  const running = useRef<AbortController | null>(null);

  /** Resolves to `null` when it was cancelled. */
  const run = async ({ input }: TestRun): Promise<ProviderStatus | null> => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setChecks([]);
    // A pending request does not end when the network is lost.
    const network = new AbortController();
    const loseNetwork = () => network.abort();
    window.addEventListener('offline', loseNetwork);
    try {
      const signal = AbortSignal.any([controller.signal, network.signal]);
      for await (const event of await client.connection.testStream.mutate(input, { signal })) {
        if (event.kind !== 'CHECK') return controller.signal.aborted ? null : event.status;
        setChecks((ended) => [...ended, event.check]);
      }
      throw new Error('the response ended before the result of the test');
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      window.removeEventListener('offline', loseNetwork);
    }
  };
  const mutation = useMutation({
    mutationFn: run,
    onSuccess: (status, { input }) => {
      if (!status) return;
      const integrationId = 'integrationId' in input ? (input.integrationId ?? null) : null;
      emit({ type: 'tested', detail: { integrationId, ...summarizeTest(status) } });
    },
  });
  const status = mutation.data ?? null;
  const test: ConnectionTest = {
    isRunning: mutation.isPending,
    checks: status?.checks ?? checks,
    status,
    error: mutation.error,
    testedKey: mutation.variables?.key ?? null,
  };

  useEffect(() => () => running.current?.abort(), []);

  return {
    test,
    /** Resolves to `null` where there is no result. */
    start: (testRun: TestRun) => mutation.mutateAsync(testRun).catch(() => null),
    cancel: () => {
      running.current?.abort();
      mutation.reset();
    },
  };
}
