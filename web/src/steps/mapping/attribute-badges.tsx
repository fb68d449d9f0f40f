import type { CrmField } from '@goodfunds/shared';
import { useSpeech } from '../../i18n/language-context.tsx';
import { Badge } from '../../ui/badge.tsx';

/** What one needs to know of an attribute before mapping it: its kind, its length, whether it has to be filled. */
export function AttributeBadges({ field }: { field: CrmField }) {
  const { texts } = useSpeech();
  const words = texts.mapping;
  return (
    <span className="gfc-badges">
      <Badge>
        {[
          words.types[field.type],
          field.multiple && words.multiple,
          field.dateOnly && words.dateOnly,
          field.maxLength !== null && words.maxLength(field.maxLength),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Badge>
      {field.required === 'RECOMMENDED' && <Badge>{words.required.RECOMMENDED}</Badge>}
      <RequiredBadge field={field} />
      {field.custom && <Badge>{words.custom}</Badge>}
    </span>
  );
}

/** Says that the CRM wants a value; what it only recommends is not worth a mark everywhere. */
export function RequiredBadge({ field }: { field: CrmField }) {
  const { texts } = useSpeech();
  if (field.required === 'NONE' || field.required === 'RECOMMENDED') return null;
  return <Badge tone="accent">{texts.mapping.required[field.required]}</Badge>;
}
