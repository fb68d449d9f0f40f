import { type CrmField, hasOwnRows } from '@goodfunds/shared';
import { useEffect } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { FailureNotice } from '../../integration/failure-notice.tsx';
import type { FieldChanges } from '../../integration/field-changes.ts';
import { useIntegration } from '../../integration/integration-context.tsx';
import { labelOf } from '../../integration/labels.ts';
import { QueryState } from '../../integration/query-state.tsx';
import { SaveBar } from '../../integration/save-bar.tsx';
import type { StepProps } from '../../integration/step-props.ts';
import type { useFields } from '../../integration/use-fields.ts';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { StepSection } from '../../ui/section.tsx';
import { MappingProvider } from './mapping-context.tsx';
import { MappingEditor } from './mapping-editor.tsx';

export function MappingStep({ integration, provider, draft, fields, focusHeading, goTo }: StepProps) {
  const { texts } = useI18n();
  const { crm } = useIntegration();
  const t = texts.mapping;
  const isSaved = hasOwnRows(provider.requiredMapping, integration.mapping);
  // The cached fields are outdated when a run waits for the mapping.
  const isOutdated = integration.health.pausedRun?.pause.reason === 'MAPPING';
  const { mutate: refresh } = fields.refresh;
  useEffect(() => {
    if (isOutdated) refresh();
  }, [isOutdated, refresh]);
  const toCredentials = (
    <Button small onClick={() => goTo('credentials')}>
      {texts.integration.notices.toCredentials}
    </Button>
  );
  return (
    <>
      <StepSection title={t.title} intro={t.intro(crm)} guide="connect-and-map" focusHeading={focusHeading}>
        <QueryState query={fields.query} lines={8} actions={toCredentials}>
          {(found) =>
            found.crmFields.length === 0 ? (
              <Notice tone="warning" title={t.empty.title} actions={toCredentials}>
                <p>{t.empty.text}</p>
              </Notice>
            ) : (
              <MappingProvider
                fields={found}
                mapping={draft.settings.mapping}
                strategy={draft.settings.strategy}
                onChange={draft.change}
              >
                <MappingEditor isSaved={isSaved} onContinue={() => goTo('strategy')}>
                  <FieldsRefresh fields={fields} fetchedAt={found.fetchedAt} />
                </MappingEditor>
              </MappingProvider>
            )
          }
        </QueryState>
      </StepSection>
      {isSaved && <SaveBar integration={integration} draft={draft} />}
    </>
  );
}

type FieldsRefreshProps = { fields: ReturnType<typeof useFields>; fetchedAt: string };

function FieldsRefresh({ fields: { refresh }, fetchedAt }: FieldsRefreshProps) {
  const { texts, format } = useI18n();
  const t = texts.mapping;
  return (
    <div className="gfc-row">
      <span className="gfc-muted gfc-small">{t.freshness(format.moment(fetchedAt))}</span>
      <Button small variant="quiet" icon="refresh" busy={refresh.isPending} onClick={() => refresh.mutate()}>
        {refresh.isPending ? t.refreshing : t.refresh}
      </Button>
      <output>{refresh.data && <Changes changes={refresh.data} />}</output>
      {refresh.error && <FailureNotice error={refresh.error} />}
    </div>
  );
}

/** A longer list of names would not be read. */
const MOST_NAMED = 5;

function Changes({ changes }: { changes: FieldChanges }) {
  const { texts, format, language } = useI18n();
  const t = texts.mapping.refreshed;
  const names = (fields: readonly CrmField[]) => {
    const shown = fields.slice(0, MOST_NAMED).map((field) => labelOf(field, language) || field.attribute);
    const others = fields.length - shown.length;
    return format.list(others > 0 ? [...shown, t.others(others)] : shown);
  };
  const sentences = (['removed', 'changed', 'added'] as const)
    .filter((kind) => changes[kind].length > 0)
    .map((kind) => t[kind](names(changes[kind])));
  return sentences.length > 0 ? sentences.join(' ') : t.same;
}
