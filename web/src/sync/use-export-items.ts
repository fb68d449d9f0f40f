import type { Item, Run } from '@goodfunds/shared';
import { useMutation } from '@tanstack/react-query';
import { useTRPCClient } from '../api/trpc-context.ts';
import { useSpeech } from '../i18n/language-context.tsx';
import { useIntegration } from '../integration/integration-context.tsx';
import { saveFile } from '../ui/save-file.ts';
import { formatItemsCsv } from './items-csv.ts';
import { reasonWords } from './reason-words.ts';
import type { ItemsFilter } from './use-items.ts';

const PAGE_SIZE = 500;

/** Reads all items that the filter lets pass and hands them to the browser as a table. */
export function useExportItems(run: Run, { outcome, search }: Pick<ItemsFilter, 'outcome' | 'search'>) {
  const client = useTRPCClient();
  const { texts } = useSpeech();
  const { labels } = useIntegration();
  return useMutation({
    mutationFn: async () => {
      const items: Item[] = [];
      for (let cursor: string | null | undefined; cursor !== null; ) {
        const page = await client.sync.items.query({
          runId: run.id,
          limit: PAGE_SIZE,
          ...(outcome && { outcome }),
          ...(search !== '' && { search }),
          ...(cursor && { cursor }),
        });
        items.push(...page.items);
        cursor = page.nextCursor;
      }
      const table = formatItemsCsv(items, {
        columns: texts.sync.items.columns,
        outcomeOf: (item) => (item.outcome ? texts.sync.outcomes[item.outcome] : texts.sync.items.pending),
        reasonOf: (item) => reasonWords(texts, item, labels)?.title ?? '',
      });
      saveFile(`goodfunds-sync-${run.createdAt.slice(0, 10)}.csv`, table, 'text/csv;charset=utf-8');
    },
  });
}
