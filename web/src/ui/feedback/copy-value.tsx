import { useEffect, useState } from 'react';
import { useI18n } from '../../i18n/i18n-context.tsx';
import { Button } from '../controls/button.tsx';
import { useAnnounce } from './announcer.tsx';

export function CopyValue({ label, value }: { label: string; value: string }) {
  const { texts } = useI18n();
  const announce = useAnnounce();
  const [copied, setCopied] = useState(false);

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 2_500);
    return () => clearTimeout(timer);
  }, [copied]);

  // If the page has no access to the clipboard, the value can still be selected.
  const copy = () =>
    navigator.clipboard?.writeText(value).then(
      () => {
        setCopied(true);
        announce(texts.common.copied);
      },
      () => setCopied(false),
    );

  return (
    <p className="gfc-row gfc-small gfc-copy">
      <span className="gfc-muted">{label}</span> <code>{value}</code>
      <Button
        variant="quiet"
        small
        icon={copied ? 'check' : 'copy'}
        onClick={() => void copy()}
        aria-label={`${copied ? texts.common.copied : texts.common.copy}: ${label}`}
      >
        {copied ? texts.common.copied : texts.common.copy}
      </Button>
    </p>
  );
}
