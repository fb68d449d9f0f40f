import { useI18n } from '../../i18n/i18n-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/controls/button.tsx';
import type { Candidate } from './review-candidates.ts';

type CandidateHeadProps = {
  candidate: Candidate;
  number: number;
  canChoose: boolean;
  isChosen: boolean;
  onChoose: () => void;
};

/** The head of a column: which CRM contact it is, and what is special about it. */
export function CandidateHead({ candidate, number, canChoose, isChosen, onChoose }: CandidateHeadProps) {
  const { texts, format } = useI18n();
  const { crm } = useIntegration();
  const t = texts.reviews;
  const { crmContactId, live, isGone } = candidate;
  return (
    <th scope="col" data-candidate={crmContactId} data-chosen={isChosen || undefined}>
      <div className="gfc-stack gfc-tight gfc-start">
        <span className="gfc-strong">{t.candidate(crm, number)}</span>
        {live?.url ? (
          <a className="gfc-guide" href={live.url} target="_blank" rel="noopener noreferrer">
            {t.openIn(crm)} <span className="gfc-visually-hidden">{texts.common.newTab}</span>
          </a>
        ) : (
          <code>{crmContactId}</code>
        )}
        {isGone && <Badge tone="warning">{t.gone}</Badge>}
        {live?.active === false && <Badge tone="warning">{t.inactive}</Badge>}
        {live && live.linkedContactIds.length > 0 && (
          <span>{t.linkedTo(format.list(live.linkedContactIds))}</span>
        )}
        {live?.modifiedOn && <span>{t.modifiedOn(format.moment(live.modifiedOn))}</span>}
        {canChoose && (
          <Button
            small
            {...(isChosen && { icon: 'check' })}
            aria-pressed={isChosen}
            aria-keyshortcuts={number < 10 ? String(number) : undefined}
            onClick={onChoose}
          >
            {isChosen ? t.chosen(number) : t.choose(number)}
          </Button>
        )}
      </div>
    </th>
  );
}
