import { type Guide, useGuideAddress } from '../i18n/guides.tsx';
import { useI18n } from '../i18n/i18n-context.tsx';

type GuideLinkProps = {
  guide: Guide;
  anchor?: string | undefined;
  /** In place of the guide's name. */
  label?: string | undefined;
  /** The topic, for screen readers, where the label does not name it. */
  about?: string | undefined;
};

/** Opens a guide in a new tab, so that no input is lost. */
export function GuideLink({ guide, anchor, label, about }: GuideLinkProps) {
  const { texts } = useI18n();
  const name = label ?? texts.common.guides[guide];
  return (
    <a
      className="gfc-guide"
      part="link"
      href={useGuideAddress(guide, anchor)}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={[name, about, texts.common.newTab].filter(Boolean).join(' – ')}
    >
      {name}
    </a>
  );
}
