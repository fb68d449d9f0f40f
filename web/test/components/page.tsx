import type { AppRouter } from '@goodfunds/server/router';
import type { DiscoveredFields, Item, Mapping, Run, RunCause, SuggestedRow } from '@goodfunds/shared';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { TRPCProvider } from '../../src/api/trpc-context.ts';
import { adoptStyles } from '../../src/app/styles/adopt-styles.ts';
import { LanguageProvider } from '../../src/i18n/i18n-context.tsx';
import { IntegrationContextProvider } from '../../src/integration/integration-context.tsx';
import { attributeLabels } from '../../src/integration/labels.ts';
import { MappingProvider } from '../../src/steps/mapping/mapping-context.tsx';
import { MappingEditor } from '../../src/steps/mapping/mapping-editor.tsx';
import { attributeOptions } from '../../src/steps/mapping/model/search-attributes.ts';
import { AttributeCombobox } from '../../src/steps/mapping/rows/attribute-combobox.tsx';
import { groupItems, sizeOfGroup } from '../../src/steps/sync/items/group-items.ts';
import { ItemGroupView } from '../../src/steps/sync/items/item-group.tsx';
import { RunHeadline } from '../../src/steps/sync/run/run-headline.tsx';
import { RunProvider } from '../../src/steps/sync/run-context.tsx';
import { Announcer } from '../../src/ui/feedback/announcer.tsx';

/** A component to mount with its props. */
export type Mounted =
  | { component: 'combobox'; fields: DiscoveredFields; mapping: Mapping }
  | { component: 'mapping'; fields: DiscoveredFields; mapping: Mapping; suggested?: SuggestedRow[] }
  | { component: 'run-headline'; run: Run }
  | { component: 'item-groups'; run: Run; items: Item[]; causes: RunCause[]; retryCount: number | null };

type Options = { language: string; theme?: string };

declare global {
  var mount: (mounted: Mounted, options: Options) => void;
  /** The callbacks and requests of the mounted component. */
  var calls: unknown[];
}

globalThis.calls = [];
const record =
  (name: string) =>
  (...values: unknown[]): void => {
    globalThis.calls.push([name, ...values]);
  };

const container = document.getElementById('root');
if (!container) throw new Error('the page has no root');
const root = createRoot(container);
adoptStyles(document);

/** Mounts a component, or renders it again with other props. */
globalThis.mount = (mounted, options) => {
  flushSync(() => root.render(<Page {...options}>{elementOf(mounted)}</Page>));
};

let suggested: SuggestedRow[] = [];

function elementOf(mounted: Mounted): ReactNode {
  switch (mounted.component) {
    case 'combobox':
      return <ComboboxCase {...mounted} />;
    case 'mapping':
      suggested = mounted.suggested ?? [];
      return <MappingCase {...mounted} />;
    case 'run-headline':
      return (
        <RunProvider value={runContext(mounted.run)}>
          <RunHeadline />
        </RunProvider>
      );
    case 'item-groups':
      return <ItemGroupsCase {...mounted} />;
  }
}

function ComboboxCase({ fields, mapping }: { fields: DiscoveredFields; mapping: Mapping }) {
  const [attribute, setAttribute] = useState<string | null>(null);
  const options = attributeOptions({
    crmFields: fields.crmFields,
    mapping,
    current: attribute,
    sourceType: 'STRING',
    language: 'en',
  });
  return <AttributeCombobox options={options} attribute={attribute} onChoose={setAttribute} />;
}

function MappingCase({ fields, mapping: first }: { fields: DiscoveredFields; mapping: Mapping }) {
  const [mapping, setMapping] = useState(first);
  return (
    <MappingProvider
      fields={fields}
      mapping={mapping}
      strategy="UPDATE_IF_CHANGED"
      onChange={(change) => {
        record('change')(change);
        if (change.mapping) setMapping(change.mapping);
      }}
    >
      <MappingEditor isSaved={false} onContinue={record('continue')}>
        {null}
      </MappingEditor>
    </MappingProvider>
  );
}

type ItemGroupsCaseProps = { run: Run; items: Item[]; causes: RunCause[]; retryCount: number | null };

function ItemGroupsCase({ run, items, causes, retryCount }: ItemGroupsCaseProps) {
  return (
    <RunProvider value={runContext(run)}>
      {groupItems(items).map((group) => (
        <ItemGroupView
          key={group.key}
          group={group}
          count={sizeOfGroup(group, { counts: run.counts, causes }, { isWhole: false, isSearch: false })}
          retryCount={retryCount}
        />
      ))}
    </RunProvider>
  );
}

function runContext(run: Run) {
  return {
    run,
    filter: { outcome: null, reason: null, warnings: false },
    setFilter: record('filter'),
    showRun: record('run'),
  };
}

const queries = new QueryClient();
const client = createTRPCClient<AppRouter>({ links: [recordingLink()] });

function Page({ language, theme = 'light', children }: Options & { children: ReactNode }) {
  const integration = {
    integrationId: 'integration',
    crm: 'Dynamics',
    requiredMapping: { emailaddress1: { field: 'email' } },
    objectionAttributes: [],
    labels: attributeLabels([], 'en'),
  };
  return (
    <div className="gfc" data-theme={theme}>
      <LanguageProvider locale={language} overrides={undefined}>
        <QueryClientProvider client={queries}>
          <TRPCProvider trpcClient={client} queryClient={queries}>
            <Announcer>
              <IntegrationContextProvider value={integration}>{children}</IntegrationContextProvider>
            </Announcer>
          </TRPCProvider>
        </QueryClientProvider>
      </LanguageProvider>
    </div>
  );
}

/** Records each request; only suggestions get an answer. */
function recordingLink(): TRPCLink<AppRouter> {
  return () =>
    ({ op: { path, input } }) =>
      observable((observer) => {
        record(path)(input);
        if (path !== 'config.suggestMapping') return;
        observer.next({ result: { type: 'data', data: { rows: suggested } } });
        observer.complete();
      });
}
