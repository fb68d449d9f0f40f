import { type Guide, useGuideAddress } from '../i18n/guides.tsx';
import { useI18n } from '../i18n/i18n-context.tsx';

type GuideLinkProps = {
  guide: Guide;
  anchor?: string | undefined;
  /** Other words than the guide's own name. */
  label?: string | undefined;
  /** What the guide is read about, where the link's own words do not say so. */
  about?: string | undefined;
};

/** Leads to a guide, in a tab of its own so that nothing typed here is lost. */
export function GuideLink({ guide, anchor, label, about }: GuideLinkProps) {
  const { texts } = useI18n();
  const name = label ?? texts.common.guides[guide];
  const addressOf = useGuideAddress();
  return (
    <a
      className="gfc-guide"
      part="link"
      href={addressOf(guide, anchor)}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={[name, about, texts.common.newTab].filter(Boolean).join(' – ')}
    >
      {name}
    </a>
  );
}
