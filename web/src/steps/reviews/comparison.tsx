import { type CrmValue, ownProperty, type ReviewDetails } from '@goodfunds/shared';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { useFields } from '../../integration/use-fields.ts';
import { formatCrmValue } from '../rules/preview/crm-value.ts';
import { CandidateHead } from './candidate-head.tsx';
import type { Candidate } from './review-candidates.ts';

type ComparisonProps = {
  /** `undefined` if the CRM could not be read. */
  details: ReviewDetails | undefined;
  candidates: readonly Candidate[];
  chosen: Candidate | null;
  onChoose: (crmContactId: string) => void;
};

/** Both people side by side, by the attributes of the mapping. */
export function Comparison({ details, candidates, chosen, onChoose }: ComparisonProps) {
  const { texts } = useI18n();
  const { crm, labels } = useIntegration();
  const format = useFormatValue();
  const t = texts.reviews;
  const possible = candidates.filter(({ isGone }) => !isGone);
  return (
    <>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- Only a focused region scrolls by keyboard. */}
      <section className="gfc-review-scroll" aria-label={t.compare} tabIndex={0}>
        <table className="gfc-table gfc-review-table" part="table">
          <thead>
            <tr>
              <th scope="col">{t.attribute}</th>
              <th scope="col">GoodFunds</th>
              {candidates.map((candidate, index) => (
                <CandidateHead
                  key={candidate.crmContactId}
                  candidate={candidate}
                  number={index + 1}
                  canChoose={possible.length > 1 && !candidate.isGone}
                  isChosen={candidate === chosen}
                  onChoose={() => onChoose(candidate.crmContactId)}
                />
              ))}
            </tr>
          </thead>
          <tbody>
            {attributesOf(details).map((attribute) => {
              const ours = format(attribute, ownProperty(details?.attributes ?? {}, attribute));
              return (
                <tr key={attribute} data-attribute={attribute}>
                  <th scope="row">{labels.get(attribute) ?? attribute}</th>
                  <td data-label="GoodFunds">{ours ?? <Empty />}</td>
                  {candidates.map(({ crmContactId, live }, index) => {
                    const theirs = format(attribute, ownProperty(live?.attributes ?? {}, attribute));
                    const differs = live !== null && ours !== null && ours !== theirs;
                    return (
                      <td
                        key={crmContactId}
                        data-label={t.candidate(crm, index + 1)}
                        data-differs={differs || undefined}
                      >
                        {differs && <Differs />}
                        {theirs ?? <Empty />}
                      </td>
                    );
                  })}
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>
    </>
  );
}

function Differs() {
  const t = useI18n().texts.reviews;
  return (
    <>
      <span aria-hidden="true">≠ </span>
      <span className="gfc-visually-hidden">{t.differs}: </span>
    </>
  );
}

function Empty() {
  return <span className="gfc-muted">{useI18n().texts.common.empty}</span>;
}

/** Those of the contact first, without those that are empty everywhere. */
function attributesOf(details: ReviewDetails | undefined): string[] {
  if (!details) return [];
  const people = [details, ...details.candidates];
  return [
    ...new Set(
      people.flatMap(({ attributes }) =>
        Object.keys(attributes).filter((name) => !isEmpty(attributes[name])),
      ),
    ),
  ];
}

function isEmpty(value: CrmValue | undefined): boolean {
  return value === undefined || value === null || value === '';
}

function useFormatValue(): (attribute: string, value: CrmValue | undefined) => string | null {
  const i18n = useI18n();
  const { integrationId } = useIntegration();
  const { query } = useFields(integrationId);
  const fields = new Map(query.data?.crmFields.map((field) => [field.attribute, field]));
  return (attribute, value) => formatCrmValue(value ?? null, fields.get(attribute), i18n);
}
