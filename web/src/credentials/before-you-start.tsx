import { useSpeech } from '../i18n/language-context.tsx';

/** What has to be there before the four values can be. */
export function BeforeYouStart() {
  const { texts } = useSpeech();
  const { title, items } = texts.credentials.before;
  return (
    <details className="gfc-before">
      <summary>{title}</summary>
      <ol>
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
    </details>
  );
}
