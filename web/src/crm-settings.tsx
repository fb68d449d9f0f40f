import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useId, useMemo, useState } from 'react';
import { createAccessToken, type GetToken } from './api/access-token.ts';
import { createApiClient } from './api/api-client.ts';
import { TRPCProvider } from './api/trpc-context.ts';
import type { Appearance } from './app/appearance/appearance.ts';
import { useVariables } from './app/appearance/use-variables.ts';
import { ErrorBoundary } from './app/error-boundary.tsx';
import { Panel } from './app/panel.tsx';
import { createQueryClient } from './app/query-client.ts';
import { adoptStyles, type PanelRoot } from './app/styles/adopt-styles.ts';
import { ServiceProvider } from './i18n/guides.tsx';
import { LanguageProvider } from './i18n/i18n-context.tsx';
import type { TextOverrides } from './i18n/text-overrides.ts';
import { DraftsProvider } from './integration/drafts-context.tsx';
import type { CrmSettingsEvent } from './integration/events.ts';
import { EmitContext } from './integration/events.ts';
import { Announcer } from './ui/feedback/announcer.tsx';
import { useLatest } from './ui/hooks/use-latest.ts';

export type CrmSettingsProps = {
  /** The URL of the service, such as `https://crm.goodfunds.de`; empty for the page's origin. */
  apiUrl: string;
  /** Returns the GoodFunds token of the signed-in user; called again before it expires or when it is rejected. */
  getToken?: GetToken | undefined;
  /** The token itself, for hosts that renew it themselves. */
  token?: string | undefined;
  /** Such as `de` or `en-GB`; the panel has German and English texts. */
  locale?: string | undefined;
  /** Theme, colours, font and corners. */
  appearance?: Appearance | undefined;
  /** Texts that replace the panel's, by key. Pass the same object while they do not change. */
  texts?: TextOverrides | undefined;
  onEvent?: ((event: CrmSettingsEvent) => void) | undefined;
};

/** The settings panel of the CRM integrations of one account. */
export function CrmSettings(props: CrmSettingsProps) {
  const { apiUrl, token = '', getToken, locale = 'de', appearance, texts, onEvent } = props;
  const instance = useId();
  const [root, setRoot] = useState<PanelRoot | null>(null);
  const latest = useLatest({ token, getToken, onEvent });

  const emit = useCallback(
    (event: CrmSettingsEvent) => {
      try {
        latest.current.onEvent?.(event);
      } catch (error) {
        // An error of the host must not stop the panel.
        reportError(error);
      }
    },
    [latest],
  );
  const queries = useMemo(() => createQueryClient(emit), [emit]);
  const [user, setUser] = useState(0);
  const access = useMemo(
    () =>
      createAccessToken({
        getToken: () => latest.current.getToken?.() ?? latest.current.token,
        // Never show one user what another has read or typed.
        onOtherUser: () => {
          queries.clear();
          setUser((known) => known + 1);
        },
      }),
    [latest, queries],
  );
  const client = useMemo(() => createApiClient({ apiUrl, access }), [apiUrl, access]);

  useEffect(() => access.forget(), [access, token, getToken]);

  // Retry rejected requests with the new token. A new `getToken` function alone is no reason: hosts may create one on
  // every render, and may render because of the failure.
  const canAsk = getToken !== undefined;
  useEffect(() => {
    void queries.refetchQueries({ predicate: ({ state }) => state.status === 'error' });
  }, [token, canAsk, queries]);

  useVariables(root, instance, appearance?.variables);

  const attach = useCallback((element: HTMLDivElement | null) => {
    const at = element?.getRootNode();
    if (!(at instanceof Document || at instanceof ShadowRoot)) return;
    adoptStyles(at);
    setRoot(at);
  }, []);

  return (
    <div
      className="gfc"
      part="panel"
      data-theme={appearance?.theme ?? 'auto'}
      data-instance={instance}
      ref={attach}
    >
      {root && (
        <LanguageProvider locale={locale} overrides={texts}>
          <EmitContext value={emit}>
            <QueryClientProvider client={queries} key={user}>
              <ServiceProvider value={apiUrl}>
                <TRPCProvider trpcClient={client} queryClient={queries}>
                  <Announcer>
                    <DraftsProvider>
                      <ErrorBoundary emit={emit}>
                        <Panel />
                      </ErrorBoundary>
                    </DraftsProvider>
                  </Announcer>
                </TRPCProvider>
              </ServiceProvider>
            </QueryClientProvider>
          </EmitContext>
        </LanguageProvider>
      )}
    </div>
  );
}
