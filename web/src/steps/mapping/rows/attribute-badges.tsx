import type { CrmField } from '@goodfunds/shared';
import { useI18n } from '../../../i18n/i18n-context.tsx';
import { Badge } from '../../../ui/badge.tsx';

export function AttributeBadges({ field }: { field: CrmField }) {
  const t = useI18n().texts.mapping;
  return (
    <span className="gfc-row gfc-badges">
      <Badge>
        {[
          t.types[field.type],
          field.multiple && t.multiple,
          field.dateOnly && t.dateOnly,
          field.maxLength !== null && t.maxLength(field.maxLength),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Badge>
      {field.required === 'RECOMMENDED' && <Badge>{t.required.RECOMMENDED}</Badge>}
      <RequiredBadge field={field} />
      {field.custom && <Badge>{t.custom}</Badge>}
    </span>
  );
}

/** Only for attributes that need a value; a badge on every recommended one would be noise. */
export function RequiredBadge({ field }: { field: CrmField }) {
  const { texts } = useI18n();
  if (field.required === 'NONE' || field.required === 'RECOMMENDED') return null;
  return <Badge tone="accent">{texts.mapping.required[field.required]}</Badge>;
}
