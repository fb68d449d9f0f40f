/** What is said about one CRM and holds for no other. */
export type ProviderTexts = {
  /** Under the heading of the form that connects it. */
  intro: string;
  /** What has to be there before its values can be. */
  before: readonly string[];
  /** How a new secret is made in time, or at last. */
  renewSecret: string;
  /** What stays there besides contacts when a connection is removed. */
  leftBehind: string;
};

export const providersDe: Record<string, ProviderTexts> = {
  'microsoft-dynamics': {
    intro: 'Trage die Werte eurer App-Registrierung ein. Der Test verändert nichts in eurem CRM.',
    before: [
      'Eine App-Registrierung in Microsoft Entra ID mit einem geheimen Clientschlüssel.',
      'Einen Anwendungsbenutzer für diese App in eurer Dynamics-Umgebung, mit einer Sicherheitsrolle, die Kontakte lesen, anlegen und ändern darf.',
      'Das macht meist eure IT. Die Werte, die du danach brauchst, stehen unten.',
    ],
    renewSecret: 'Lege im Entra Admin Center einen neuen an und trage ihn hier ein.',
    leftBehind:
      'die App-Registrierung und der Anwendungsbenutzer; entferne sie dort, wenn du sie nicht mehr brauchst',
  },
};
