import { useI18n } from '../../i18n/i18n-context.tsx';

export function Skeleton({ lines }: { lines: number }) {
  const { texts } = useI18n();
  return (
    <output className="gfc-stack gfc-skeleton">
      <span className="gfc-visually-hidden">{texts.common.loading}</span>
      {Array.from({ length: lines }, (_, line) => (
        <span key={line} className="gfc-skeleton-line" aria-hidden="true" />
      ))}
    </output>
  );
}
