import { isStandardContactField, type MappingRisk } from '@goodfunds/shared';
import type { MappingTexts } from '../../i18n/de/mapping.ts';
import type { Format } from '../../i18n/format.ts';
import type { Obstacle } from './model/search-attributes.ts';

/** The name of a GoodFunds field in the panel's language; custom fields keep their own name. */
export function fieldLabel(t: MappingTexts, field: string): string {
  return isStandardContactField(field) ? t.contactFields[field] : field.replace(/^customFields\./, '');
}

export function obstacleMessage(t: MappingTexts, obstacle: Obstacle): string {
  switch (obstacle.kind) {
    case 'UNMAPPABLE':
      return t.unmappable[obstacle.reason];
    case 'TAKEN':
      return t.takenBy(fieldLabel(t, obstacle.field));
    case 'WRONG_TYPE':
      return t.wrongType(t.types[obstacle.type]);
  }
}

export function riskMessage({ risks }: MappingTexts, format: Format, risk: MappingRisk): string {
  switch (risk.kind) {
    case 'TOO_LONG':
      return risk.isSeen
        ? risks.tooLong(format.number(risk.longest), format.number(risk.maxLength))
        : risks.maxLength(risk.maxLength);
    case 'NOT_READABLE':
      return risks.notReadable[risk.type];
    case 'ROUNDED':
      return risk.precision === 0 ? risks.whole : risks.rounded(risk.precision);
    case 'OUT_OF_RANGE':
      return risks.range(format.number(risk.min), format.number(risk.max));
    case 'TIME_LOST':
      return risks.timeLost;
    case 'NO_CHOICE':
      return risk.words.length === 0
        ? risks.namesOnly
        : risks.noChoice(format.list(risk.words.map(risks.quoted)));
  }
}
