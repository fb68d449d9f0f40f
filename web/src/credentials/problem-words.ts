import type { CredentialsTexts } from '../i18n/de/credentials.ts';
import type { CredentialProblem } from './check-credentials.ts';

export function problemWords(texts: CredentialsTexts, problem: CredentialProblem): string {
  switch (problem.code) {
    case 'REQUIRED':
      return texts.required;
    case 'NOT_GUID':
      return texts.notGuid;
    case 'NOT_TENANT':
      return texts.notTenant;
    case 'SAME_IDS':
      return texts.sameIds;
    case 'SECRET_ID_PASTED':
      return texts.secretIdPasted;
    case 'URL_UNUSABLE':
      return texts.urlUnusable;
    case 'URL_TOO_LONG':
      return texts.urlShortened(problem.origin);
    case 'BAD_DATE':
      return texts.badDate;
  }
}
