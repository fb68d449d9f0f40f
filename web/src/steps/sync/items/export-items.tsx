import { type Item, ownProperty } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPCClient } from '../../../api/trpc-context.ts';
import { failureMessage, withLabel } from '../../../i18n/failure-message.ts';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../../integration/failure-notice.tsx';
import { useIntegration } from '../../../integration/integration-context.tsx';
import { reasonMessage } from '../../../integration/outcomes.tsx';
import { Button } from '../../../ui/controls/button.tsx';
import { useAnnounce } from '../../../ui/feedback/announcer.tsx';
import { ALL_CONTACTS, useRunContext } from '../run-context.tsx';
import { formatItemsCsv } from './items-csv.ts';
import { type ItemsFilter, itemsInput } from './use-items.ts';

const PAGE_SIZE = 500;
const ALL_ITEMS: ItemsFilter = { ...ALL_CONTACTS, search: '' };

export function ExportItems({ shown }: { shown: ItemsFilter }) {
  const t = useI18n().texts.sync.items;
  const { run } = useRunContext();
  const all = useExportItems(ALL_ITEMS);
  const some = useExportItems(shown);
  const isFiltered = shown.outcome !== null || shown.reason !== null || shown.warnings || shown.search !== '';
  const error = all.error ?? some.error;
  return (
    <>
      <div className="gfc-actions">
        <Button variant="quiet" icon="download" busy={all.isPending} onClick={() => all.mutate()}>
          {t.export(run.counts.total)}
        </Button>
        {isFiltered && (
          <Button variant="quiet" icon="download" busy={some.isPending} onClick={() => some.mutate()}>
            {t.exportShown}
          </Button>
        )}
      </div>
      {error && <FailureNotice error={error} />}
    </>
  );
}

function useExportItems(filter: ItemsFilter) {
  const { run } = useRunContext();
  const client = useTRPCClient();
  const { texts, format, language } = useI18n();
  const { labels } = useIntegration();
  const announce = useAnnounce();
  const t = texts.sync;
  return useMutation({
    mutationFn: async () => {
      const items: Item[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await client.sync.items.query({
          runId: run.id,
          limit: PAGE_SIZE,
          ...itemsInput(filter),
          ...(cursor && { cursor }),
        });
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      const labelsOf = (attributes: readonly string[]) =>
        attributes.map((attribute) => labels.get(attribute) ?? attribute).join(', ');
      const cellsOf = (item: Item) => {
        const message = reasonMessage(texts, item, labels);
        return {
          contactId: item.contactId,
          email: item.email ?? '',
          outcome:
            item.outcome === null
              ? t.items.pending
              : (ownProperty(t.outcomes, item.outcome) ?? texts.common.unknown),
          reason: message?.title ?? '',
          next: message?.next ?? '',
          warnings: item.warnings
            .map(({ code, params }) => failureMessage(texts, code, withLabel(params, labels)).title)
            .join(' '),
          changed: labelsOf(item.changedAttributes),
          kept: labelsOf(item.keptAttributes),
          contradictions: labelsOf(item.contradictions),
          crmContactId: item.crmContactId ?? item.candidates.join(' '),
          finishedAt: item.finishedAt === null ? '' : format.moment(item.finishedAt),
        };
      };
      const table = formatItemsCsv(items, t.items.columns, cellsOf, language);
      saveFile(`goodfunds-sync-${run.createdAt.slice(0, 10)}.csv`, table, 'text/csv;charset=utf-8');
      announce(t.items.exported(items.length));
    },
  });
}

function saveFile(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has read the data by then.
  setTimeout(() => URL.revokeObjectURL(url), 0);
}
