import type { CrmField } from '@goodfunds/shared';
import { useSpeech } from '../i18n/language-context.tsx';
import { Badge } from '../ui/badge.tsx';

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
      <RequiredBadge field={field} />
      {field.custom && <Badge>{words.custom}</Badge>}
    </span>
  );
}

export function RequiredBadge({ field }: { field: CrmField }) {
  const { texts } = useSpeech();
  if (field.required === 'NONE') return null;
  return (
    <Badge tone={field.required === 'RECOMMENDED' ? 'neutral' : 'accent'}>
      {texts.mapping.required[field.required]}
    </Badge>
  );
}
