import type { CredentialsTexts } from '../../i18n/de/credentials.ts';
import type { CredentialProblem } from './check-credentials.ts';

export function problemWords(texts: CredentialsTexts, problem: CredentialProblem): string {
  return {
    REQUIRED: texts.required,
    NOT_GUID: texts.notGuid,
    NOT_TENANT: texts.notTenant,
    SAME_IDS: texts.sameIds,
    SECRET_ID_PASTED: texts.secretIdPasted,
    URL_UNUSABLE: texts.urlUnusable,
    BAD_DATE: texts.badDate,
    DATE_OUT_OF_RANGE: texts.dateOutOfRange,
  }[problem];
}
