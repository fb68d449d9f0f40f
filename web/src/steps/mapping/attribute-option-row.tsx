import type { ComponentPropsWithRef } from 'react';
import { useSpeech } from '../../i18n/language-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { AttributeBadges } from './attribute-badges.tsx';
import { fieldLabel } from './field-label.ts';
import { obstacleWords } from './obstacle-words.ts';
import type { AttributeOption } from './search-attributes.ts';

type AttributeOptionRowProps = ComponentPropsWithRef<'li'> & {
  option: AttributeOption;
  highlighted: boolean;
  chosen: boolean;
};

export function AttributeOptionRow({ option, highlighted, chosen, ...props }: AttributeOptionRowProps) {
  const { texts } = useSpeech();
  const { field, label, obstacle } = option;
  return (
    <li {...props} className={classNames('gfc-option', highlighted && 'gfc-option-highlighted')}>
      <span className="gfc-option-head">
        <span className="gfc-strong">{label}</span> <code>{field.attribute}</code>
        {chosen && (
          <>
            <Icon name="check" />
            <span className="gfc-visually-hidden">{texts.mapping.chosen}</span>
          </>
        )}
      </span>
      {obstacle ? (
        <span className="gfc-muted gfc-small">
          {obstacleWords(texts.mapping, obstacle, (name) => fieldLabel(texts.mapping, name))}
        </span>
      ) : (
        <AttributeBadges field={field} />
      )}
      {field.description && <span className="gfc-muted gfc-small">{field.description}</span>}
    </li>
  );
}
