import { useSpeech } from '../../i18n/language-context.tsx';

/** What has to be there before the values of a provider can be; nothing where there are no words for it. */
export function BeforeYouStart({ provider }: { provider: string }) {
  const { texts } = useSpeech();
  const items = texts.providers[provider]?.before ?? [];
  if (items.length === 0) return null;
  return (
    <details className="gfc-before">
      <summary>{texts.credentials.before}</summary>
      <ol>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
    </details>
  );
}
