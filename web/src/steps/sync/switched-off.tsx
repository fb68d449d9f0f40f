import { hasOwnRows, type IntegrationWithHealth } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { useIntegration } from '../../integration/integration-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Says what has to come before a sync can. */
export function SwitchedOff({
  integration,
  onMapping,
}: {
  integration: IntegrationWithHealth;
  onMapping: () => void;
}) {
  const { texts } = useSpeech();
  const { requiredMapping } = useIntegration();
  const words = texts.sync.disabled;
  const isMapped = hasOwnRows(requiredMapping, integration.mapping);
  return (
    <Notice
      tone="info"
      title={words.title}
      actions={
        !isMapped && (
          <Button small variant="primary" onClick={onMapping}>
            {words.toMapping}
          </Button>
        )
      }
    >
      <p>{isMapped ? words.text : words.textSetup}</p>
    </Notice>
  );
}
