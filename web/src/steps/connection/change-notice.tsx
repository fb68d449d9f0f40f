import { useSpeech } from '../../i18n/language-context.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import type { CredentialChange } from './credential-changes.ts';

/** Says before it is saved what other credentials mean for mapping, links and runs. */
export function ChangeNotice({ change }: { change: CredentialChange }) {
  const { texts } = useSpeech();
  const { environment, signIn, secret } = texts.credentials.changes;
  if (change.kind === 'ENVIRONMENT') {
    return (
      <Notice tone="warning" title={environment.title}>
        <p>{environment.fromTo(change.before, change.after)}</p>
        <ul className="gfc-points">
          {environment.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      </Notice>
    );
  }
  const words = change.kind === 'SIGN_IN' ? signIn : secret;
  return (
    <Notice tone="info" title={words.title}>
      <p>{words.text}</p>
    </Notice>
  );
}
