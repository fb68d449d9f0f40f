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
  /** Where the service runs, such as `https://crm.goodfunds.de`; empty for the page's own origin. */
  apiUrl: string;
  /** Gives the GoodFunds token of the signed-in user; asked again shortly before it expires, or once it is refused. */
  getToken?: GetToken | undefined;
  /** Instead of it the token itself, for hosts that set it again before it expires. */
  token?: string | undefined;
  /** Such as `de` or `en-GB`; German and English are spoken. */
  locale?: string | undefined;
  /** Theme, colours, font and corners. */
  appearance?: Appearance | undefined;
  /** Words of the host in place of the panel's, by key. Keep the object the same while it says the same. */
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
        // The host's bug must not stop the panel.
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
        // Nobody is shown what another one has read or typed.
        onOtherUser: () => {
          queries.clear();
          setUser((known) => known + 1);
        },
      }),
    [latest, queries],
  );
  const client = useMemo(() => createApiClient({ apiUrl, access }), [apiUrl, access]);

  useEffect(() => access.forget(), [access, token, getToken]);

  // Whoever was turned away tries again with the new token. A host may well give another function each time it
  // draws, and it may draw because of the very failure: that alone is no reason.
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
