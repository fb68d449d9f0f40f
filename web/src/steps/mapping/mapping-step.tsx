import type { DiscoveredFields, Mapping } from '@goodfunds/shared';
import { useEffect } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import type { useFields } from '../../integration/use-fields.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { QueryState } from '../../ui/query-state.tsx';
import { StepSection } from '../../ui/section.tsx';
import { Freshness } from './freshness.tsx';
import { MappingEditor } from './mapping-editor.tsx';

type MappingStepProps = {
  fields: ReturnType<typeof useFields>;
  mapping: Mapping;
  /** Whether a mapping has been saved before. */
  isSaved: boolean;
  /** Whether a run waits for a mapping that works; then the fields that are known are not those of the CRM. */
  isWaitedFor: boolean;
  focusHeading: boolean;
  onMapping: (mapping: Mapping) => void;
  onCredentials: () => void;
  onContinue: () => void;
};

/** Which GoodFunds field goes to which attribute of the CRM. */
export function MappingStep(props: MappingStepProps) {
  const { fields, mapping, isSaved, isWaitedFor, focusHeading, onMapping, onCredentials, onContinue } = props;
  const { texts } = useSpeech();
  const { mutate: refresh } = fields.refresh;
  useEffect(() => {
    if (isWaitedFor) refresh();
  }, [isWaitedFor, refresh]);
  const { crm } = useIntegration();
  const toCredentials = (
    <Button small onClick={onCredentials}>
      {texts.integration.notices.toCredentials}
    </Button>
  );
  return (
    <StepSection
      title={texts.mapping.title}
      intro={texts.mapping.intro(crm)}
      guide="connect-and-map"
      focusHeading={focusHeading}
    >
      <QueryState query={fields.query} lines={8} actions={toCredentials}>
        {(found: DiscoveredFields) =>
          found.crmFields.length === 0 ? (
            <Notice tone="warning" title={texts.mapping.empty.title} actions={toCredentials}>
              <p>{texts.mapping.empty.text}</p>
            </Notice>
          ) : (
            <MappingEditor
              fields={found}
              mapping={mapping}
              isSaved={isSaved}
              onMapping={onMapping}
              onContinue={onContinue}
            >
              <Freshness fields={fields} />
            </MappingEditor>
          )
        }
      </QueryState>
    </StepSection>
  );
}
