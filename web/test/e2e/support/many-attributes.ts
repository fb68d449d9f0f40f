import type { Emulator } from '../../../../emulator/src/index.ts';

/** Makes the contact table as wide as organisations have it after some years. */
export function addManyAttributes(emulator: Emulator, count: number): void {
  for (let number = 1; number <= count; number += 1) {
    emulator.addAttribute({
      type: 'String',
      schemaName: `new_Extra${String(number).padStart(4, '0')}`,
      label: { en: `Extra ${number}`, de: `Zusatz ${number}` },
      description: { en: `What the organisation keeps for purpose ${number}` },
    });
  }
}
