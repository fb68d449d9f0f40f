import type { Item, Run } from '@goodfunds/shared';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient } from '@trpc/client';
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { crmField } from '../../../../shared/src/testing/crm-field.ts';
import { TRPCProvider } from '../../api/trpc-context.ts';
import { CATALOGUES } from '../../i18n/catalogues.ts';
import { createFormat } from '../../i18n/format.ts';
import { I18nContext } from '../../i18n/i18n-context.tsx';
import { IntegrationContextProvider } from '../../integration/integration-context.tsx';
import { RunPause } from '../../integration/run-pause.tsx';
import { MappingProvider } from '../mapping/mapping-context.tsx';
import { TargetRow } from '../mapping/rows/target-row.tsx';
import { PreviewContact } from '../rules/preview/preview-contact.tsx';
import { ItemGroupView } from './items/item-group.tsx';
import { RunHeadline } from './run/run-headline.tsx';
import { RunProvider } from './run-context.tsx';
import { RunHistory } from './run-history.tsx';

/** A code that a newer service may send, where the types of today know none. */
const NEWER = 'FROM_A_NEWER_SERVICE' as never;

const run: Run = {
  id: 'run',
  revision: 1,
  integrationId: 'integration',
  status: NEWER,
  trigger: NEWER,
  scope: NEWER,
  counts: { total: 1, pending: 0, created: 0, updated: 0, unchanged: 0, skipped: 0, failed: 0 },
  pause: null,
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
};
const item: Item = {
  id: 'item',
  contactId: 'contact',
  email: null,
  outcome: NEWER,
  reason: null,
  crmContactId: null,
  candidates: [],
  changedAttributes: [],
  error: null,
  attempts: 1,
  finishedAt: null,
};
const ignore = () => undefined;

describe.each(['de', 'en'] as const)('in %s', (language) => {
  const texts = CATALOGUES[language];
  const render = (children: ReactNode) => {
    const queries = new QueryClient();
    const integration = { integrationId: 'i', crm: 'Dynamics', requiredMapping: {}, labels: new Map() };
    return renderToStaticMarkup(
      <I18nContext value={{ language, texts, format: createFormat(language) }}>
        <QueryClientProvider client={queries}>
          <TRPCProvider trpcClient={createTRPCClient({ links: [] })} queryClient={queries}>
            <IntegrationContextProvider value={integration}>{children}</IntegrationContextProvider>
          </TRPCProvider>
        </QueryClientProvider>
      </I18nContext>,
    );
  };

  const context = { run, filter: { outcome: null, reason: null }, setFilter: ignore, showRun: ignore };

  test('an unknown pause says that no contact is lost', () => {
    const pause = { reason: NEWER, code: null, until: null, params: {} };
    const shown = render(<RunPause pause={pause} step="sync" goTo={ignore} />);
    expect(shown).toContain(texts.sync.pauses.OTHER.title);
    expect(shown).toContain(texts.sync.pauses.OTHER.next);
  });

  test('an unknown status of a run is shown as such', () => {
    const headline = render(
      <RunProvider value={context}>
        <RunHeadline />
      </RunProvider>,
    );
    expect(headline).toContain(texts.common.unknown);
    expect(headline).not.toContain('undefined');
    const history = <RunHistory runs={[run]} shown={null} canStart more={null} onShow={ignore} />;
    expect(render(history)).toContain(texts.common.unknown);
  });

  test('an unknown outcome of a contact is shown as such', () => {
    const group = { key: 'group', reason: null, items: [item] };
    const shown = render(
      <RunProvider value={context}>
        <ItemGroupView group={group} count={1} retryCount={null} />
      </RunProvider>,
    );
    expect(shown).toContain(texts.common.unknown);
    const outcome = {
      contactId: 'contact',
      email: null,
      name: '',
      outcome: NEWER,
      reason: null,
      error: null,
      crmContactId: null,
      candidates: [],
      changedAttributes: [],
      warnings: [],
      changes: [],
    };
    expect(render(<PreviewContact outcome={outcome} isOpen />)).toContain(texts.common.unknown);
  });

  test('an unknown strategy of a row is shown as such', () => {
    const target = {
      attribute: 'firstname',
      row: { field: 'firstName', strategy: NEWER },
      crmField: crmField({ attribute: 'firstname' }),
      problem: null,
      risks: [],
      fixed: false,
    };
    const fields = { contactFields: [], crmFields: [], seen: {}, fetchedAt: run.createdAt };
    const shown = render(
      <MappingProvider fields={fields} mapping={{}} onChange={ignore}>
        <TargetRow field={{ field: 'firstName', type: 'STRING', custom: false }} target={target} />
      </MappingProvider>,
    );
    expect(shown).toContain(texts.common.unknown);
  });
});
