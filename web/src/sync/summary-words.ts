import type { Run } from '@goodfunds/shared';
import type { SyncTexts } from '../i18n/de/sync.ts';
import { summaryOf } from './run-view.ts';

/** What a run came to: the outcome as a title, and what else is worth saying. */
export function summaryWords(words: SyncTexts, run: Run): { title: string; text: string } {
  const summary = summaryOf(run);
  const { finished } = words;
  switch (summary.kind) {
    case 'OPEN':
      return { title: run.status === 'RUNNING' ? words.current : words.statuses[run.status], text: '' };
    case 'NOTHING_TO_DO':
      return { title: finished.nothingToDo, text: finished.nothingToDoText };
    case 'COMPLETED':
      return summary.skipped > 0
        ? { title: finished.skipped(summary.skipped), text: finished.whyBelow }
        : { title: finished.COMPLETED, text: '' };
    case 'COMPLETED_WITH_ERRORS':
      return {
        title: finished.COMPLETED_WITH_ERRORS(summary.failed),
        text: [summary.skipped > 0 && `${finished.skipped(summary.skipped)}.`, finished.whyBelow]
          .filter(Boolean)
          .join(' '),
      };
    case 'CANCELLED':
      return { title: finished.CANCELLED, text: finished.cancelledText };
    case 'FAILED':
      return { title: finished.FAILED, text: '' };
  }
}
