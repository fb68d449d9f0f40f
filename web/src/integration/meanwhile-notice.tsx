import { useSpeech } from '../i18n/language-context.tsx';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import type { Meanwhile } from './use-update-integration.ts';

/** Two people have changed different things, and both are stored: says who the other one is. */
export function MeanwhileNotice({ meanwhile, onClose }: { meanwhile: Meanwhile; onClose: () => void }) {
  const { texts } = useSpeech();
  const words = texts.integration.meanwhile;
  return (
    <Notice
      tone="info"
      title={words.title(meanwhile.by)}
      actions={
        <Button small onClick={onClose}>
          {texts.common.close}
        </Button>
      }
    >
      <p>{words.text}</p>
    </Notice>
  );
}
