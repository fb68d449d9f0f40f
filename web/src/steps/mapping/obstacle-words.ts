import type { MappingTexts } from '../../i18n/de/mapping.ts';
import type { Obstacle } from './search-attributes.ts';

export function obstacleWords(
  texts: MappingTexts,
  obstacle: Obstacle,
  fieldLabel: (field: string) => string,
): string {
  switch (obstacle.kind) {
    case 'UNMAPPABLE':
      return texts.unmappable[obstacle.reason];
    case 'TAKEN':
      return texts.takenBy(fieldLabel(obstacle.field));
    case 'WRONG_TYPE':
      return texts.wrongType(texts.types[obstacle.type]);
  }
}
