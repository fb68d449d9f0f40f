import type { Run } from '@goodfunds/shared';
import type { SyncTexts } from '../../i18n/de/sync.ts';
import { summaryOf } from './run-view.ts';

export type SummaryWords = {
  title: string;
  text: string;
  /** Skipped contacts beside failed ones, whose reasons are not what is shown first. */
  alsoSkipped: string;
};

/** What a run came to: the outcome as a title, and what else is worth saying. */
export function summaryWords(words: SyncTexts, run: Run): SummaryWords {
  const summary = summaryOf(run);
  const { finished } = words;
  switch (summary.kind) {
    case 'OPEN':
      return {
        title: run.status === 'RUNNING' ? words.current : words.statuses[run.status],
        text: '',
        alsoSkipped: '',
      };
    case 'NOTHING_TO_DO':
      return { title: finished.nothingToDo, text: finished.nothingToDoText, alsoSkipped: '' };
    case 'COMPLETED':
      return summary.skipped > 0
        ? { title: finished.skipped(summary.skipped), text: finished.whyBelow, alsoSkipped: '' }
        : { title: finished.COMPLETED, text: '', alsoSkipped: '' };
    case 'COMPLETED_WITH_ERRORS':
      return {
        title: finished.COMPLETED_WITH_ERRORS(summary.failed),
        text: finished.whyBelow,
        alsoSkipped: summary.skipped > 0 ? finished.alsoSkipped(summary.skipped) : '',
      };
    case 'CANCELLED':
      return {
        title: finished.CANCELLED,
        text: [finished.cancelledText, failedWords(finished, run.counts.failed)].filter(Boolean).join(' '),
        alsoSkipped: '',
      };
    case 'FAILED':
      return { title: finished.FAILED, text: '', alsoSkipped: '' };
    case 'OTHER':
      return { title: words.title, text: '', alsoSkipped: '' };
  }
}

function failedWords(finished: SyncTexts['finished'], failed: number): string {
  return failed > 0 ? `${finished.COMPLETED_WITH_ERRORS(failed)}. ${finished.whyBelow}` : '';
}
