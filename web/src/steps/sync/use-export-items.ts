import type { Item, Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPCClient } from '../../api/trpc-context.ts';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useAnnounce } from '../../ui/announcer.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { formatItemsCsv } from './items-csv.ts';
import { reasonWords } from './reason-words.ts';
import { type ItemsFilter, itemsInput } from './use-items.ts';

const PAGE_SIZE = 500;

/** Reads all items that the filter lets pass and hands them to the browser as a table. */
export function useExportItems(run: Run, filter: ItemsFilter) {
  const client = useTRPCClient();
  const { texts, format } = useSpeech();
  const { labels } = useIntegration();
  const announce = useAnnounce();
  const words = texts.sync;
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
      const table = formatItemsCsv(items, words.items.columns, (item) => ({
        contactId: item.contactId,
        email: item.email ?? '',
        outcome:
          item.outcome === null
            ? words.items.pending
            : (words.outcomes[item.outcome] ?? texts.common.unknown),
        reason: reasonWords(texts, item, labels)?.title ?? '',
        next: reasonWords(texts, item, labels)?.next ?? '',
        changed: item.changedAttributes.map((attribute) => labels.get(attribute) ?? attribute).join(', '),
        crmContactId: item.crmContactId ?? item.candidates.join(' '),
        finishedAt: item.finishedAt === null ? '' : format.moment(item.finishedAt),
      }));
      saveFile(`goodfunds-sync-${run.createdAt.slice(0, 10)}.csv`, table, 'text/csv;charset=utf-8');
      announce(words.items.exported(items.length));
    },
  });
}
