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
import { reasonMessage } from '../../integration/outcomes.tsx';
import { RunPause } from '../../integration/run-pause.tsx';
import { readableId, TestResult } from '../connection/test-result.tsx';
import { MappingProvider } from '../mapping/mapping-context.tsx';
import { TargetRow } from '../mapping/rows/target-row.tsx';
import { PreviewContact } from '../rules/preview/preview-contact.tsx';
import { ItemGroupView } from './items/item-group.tsx';
import { RunHeadline } from './run/run-headline.tsx';
import { ALL_CONTACTS, RunProvider } from './run-context.tsx';
import { RunHistory } from './run-history.tsx';

/** Codes that a newer service may send, where the types of today know none. */
const NEWER_CODES = ['FROM_A_NEWER_SERVICE', 'constructor', '__proto__', 'toString'] as never[];
const CASES = (['de', 'en'] as const).flatMap((language) =>
  NEWER_CODES.map((newer) => [language, newer] as const),
);

const runOf = (newer: never): Run => ({
  id: 'run',
  revision: 1,
  integrationId: 'integration',
  status: newer,
  trigger: newer,
  scope: newer,
  counts: {
    total: 1,
    pending: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    skipped: 0,
    review: 0,
    warnings: 0,
    failed: 0,
  },
  pause: null,
  error: null,
  createdAt: '2026-01-01T00:00:00Z',
  startedAt: null,
  finishedAt: null,
});
const itemOf = (newer: never): Item => ({
  id: 'item',
  contactId: 'contact',
  email: null,
  outcome: newer,
  reason: null,
  crmContactId: null,
  candidates: [],
  changedAttributes: [],
  keptAttributes: [],
  contradictions: [],
  warnings: [],
  error: null,
  attempts: 1,
  finishedAt: null,
});
const ignore = () => undefined;

describe.each(CASES)('in %s, the code %s', (language, newer) => {
  const run = runOf(newer);
  const item = itemOf(newer);
  const texts = CATALOGUES[language];
  const render = (children: ReactNode) => {
    const queries = new QueryClient();
    const integration = {
      integrationId: 'i',
      crm: 'Dynamics',
      requiredMapping: {},
      objectionAttributes: [],
      labels: new Map(),
    };
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

  const context = { run, filter: ALL_CONTACTS, setFilter: ignore, showRun: ignore };

  test('as a pause says that no contact is lost', () => {
    const pause = { reason: newer, code: null, until: null, params: {} };
    const shown = render(<RunPause pause={pause} step="sync" goTo={ignore} />);
    expect(shown).toContain(texts.sync.pauses.OTHER.title);
    expect(shown).toContain(texts.sync.pauses.OTHER.next);
  });

  test('as the status of a run is shown as unknown, and as its trigger in general words', () => {
    const headline = render(
      <RunProvider value={context}>
        <RunHeadline />
      </RunProvider>,
    );
    expect(headline).toContain(texts.common.unknown);
    expect(headline).toContain(`>${texts.sync.triggers.OTHER} · `);
    expect(headline).not.toMatch(/undefined|native code|\[object/);
    const history = <RunHistory runs={[run]} shown={null} canStart more={null} onShow={ignore} />;
    expect(render(history)).toContain(texts.common.unknown);
    expect(render(history)).toContain(`>${texts.sync.triggers.OTHER}<`);
  });

  test('as the outcome of a contact is shown as unknown', () => {
    const group = { key: 'group', reason: null, items: [item] };
    const shown = render(
      <RunProvider value={context}>
        <ItemGroupView group={group} count={1} retryCount={null} />
      </RunProvider>,
    );
    expect(shown).toContain(texts.common.unknown);
    expect(shown).not.toMatch(/undefined|native code|\[object/);
    const outcome = {
      contactId: 'contact',
      email: null,
      name: '',
      outcome: newer,
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

  test('as the strategy of a row is shown as unknown', () => {
    const target = {
      attribute: 'firstname',
      row: { field: 'firstName', strategy: newer },
      crmField: crmField({ attribute: 'firstname' }),
      problem: null,
      risks: [],
      fixed: false,
    };
    const fields = { contactFields: [], crmFields: [], seen: {}, fetchedAt: run.createdAt };
    const shown = render(
      <MappingProvider fields={fields} mapping={{}} strategy={newer} onChange={ignore}>
        <TargetRow field={{ field: 'firstName', type: 'STRING', custom: false }} target={target} />
      </MappingProvider>,
    );
    expect(shown).toContain(texts.common.unknown);
  });

  test('as the error or the reason of a contact is shown as one that is not known', () => {
    const error = { code: newer, params: {} };
    expect(reasonMessage(texts, { reason: newer, error }, new Map())?.title).toBe(texts.errors.OTHER.title);
    expect(reasonMessage(texts, { reason: newer, error: null }, new Map())?.title).toContain(newer);
  });

  test('as a check of the connection is shown by its readable id', () => {
    const check = {
      id: newer,
      status: newer,
      code: newer,
      params: {},
      detail: null,
      durationMs: 0,
      requestId: null,
    };
    const ended = { status: 'DOWN', checks: [check], remote: null } as const;
    const connectionTest = { isRunning: false, status: ended, error: null, checks: [check] } as never;
    const shown = render(
      <TestResult known={[]} test={connectionTest} outdated={false} headingLevel={2} onRetry={ignore} />,
    );
    expect(shown).toContain(readableId(newer));
    expect(shown).toContain(texts.errors.OTHER.title);
    expect(shown).not.toMatch(/undefined|native code|\[object/);
  });
});
