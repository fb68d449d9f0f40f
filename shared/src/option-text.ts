/**
 * The options named by one text, as a contact carries several at once: parted by semicolons, bars or line ends;
 * by commas only where none of these stands, because labels contain commas more often.
 */
export function splitOptionText(text: string): string[] {
  const separator = /[;|\r\n]/.test(text) ? /[;|\r\n]+/ : ',';
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Two labels that read the same are the same: without blanks at the ends, in NFC, without regard to case. */
export function normaliseLabel(label: string): string {
  return label.trim().normalize('NFC').toLowerCase();
}
