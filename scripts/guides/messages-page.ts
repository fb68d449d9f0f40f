import { join } from 'node:path';
import { CODES_BY_NUMBER } from '../../server/src/providers/microsoft-dynamics/auth/aadsts-errors.ts';
import { ERROR_CODES, type ErrorCategory, MICROSOFT_DYNAMICS_CHECKS } from '../../shared/src/index.ts';
import { pauseReasonSchema, skipReasonSchema } from '../../shared/src/schemas/index.ts';
import { CATALOGUES } from '../../web/src/i18n/catalogues.ts';
import { failureMessage } from '../../web/src/i18n/failure-message.ts';
import type { Language } from '../../web/src/i18n/language.ts';
import { type PanelErrorCode, RESPONSIBLE } from '../../web/src/i18n/responsible.ts';
import { furtherGuide } from './further-guide.ts';
import { messagesWordsDe } from './messages-words-de.ts';
import { messagesWordsEn } from './messages-words-en.ts';

const docs = join(import.meta.dirname, '..', '..', 'docs');

/** Where the page of each language lies. */
export const MESSAGES_FILES: readonly (readonly [Language, string])[] = [
  ['de', join(docs, 'de', 'messages.md')],
  ['en', join(docs, 'en', 'messages.md')],
];

const WORDS = { de: messagesWordsDe, en: messagesWordsEn };

/** In the order in which somebody meets them. */
const CATEGORIES: readonly ErrorCategory[] = ['connection', 'mapping', 'contact', 'transient', 'request'];

/**
 * The guide to every message of the panel, as Markdown. A heading ends with the code of its message, which is what
 * others link to.
 */
export function messagesPage(language: Language): string {
  const words = WORDS[language];
  const sections = CATEGORIES.flatMap((category) => [
    section(words.categories[category]),
    ...codesAbout(category).map((code) => message(language, code)),
  ]);
  return [
    `# ${words.title}`,
    '[//]: # (Written by `npm run messages` out of the words of the panel; change those.)',
    words.intro,
    section(words.reading),
    section(words.checks),
    ...MICROSOFT_DYNAMICS_CHECKS.map((check) => explainedCheck(language, check)),
    ...sections,
    section(words.skipped),
    ...skipReasonSchema.options.map((reason) => skipReason(language, reason)),
    section(words.paused),
    pauses(language),
    section(words.aadsts),
    aadstsNumbers(language),
    '',
  ].join('\n\n');
}

function section({ title, text }: { title: string; text: string }): string {
  return `## ${title}\n\n${text}`;
}

function codesAbout(category: ErrorCategory): PanelErrorCode[] {
  const codes = Object.keys(RESPONSIBLE) as PanelErrorCode[];
  // Codes of the panel itself are listed with those of requests.
  const categories: Partial<Record<PanelErrorCode, ErrorCategory>> = ERROR_CODES;
  return codes.filter((code) => (categories[code] ?? 'request') === category);
}

function message(language: Language, code: PanelErrorCode): string {
  const { title, next, who } = failureMessage(CATALOGUES[language], code, {});
  return [
    `### ${title} \`${code}\``,
    withPlainAddresses(next),
    [who, ...further(language, code)].join(' '),
  ].join('\n\n');
}

function skipReason(
  language: Language,
  reason: keyof (typeof CATALOGUES)['de']['sync']['skipReasons'],
): string {
  const { title, next } = CATALOGUES[language].sync.skipReasons[reason];
  return [`### ${title} \`${reason}\``, next, ...further(language, reason)].join('\n\n');
}

function explainedCheck(language: Language, check: (typeof MICROSOFT_DYNAMICS_CHECKS)[number]): string {
  return `### ${CATALOGUES[language].checks[check]} \`${check}\`\n\n${WORDS[language].checkTexts[check]}`;
}

/** An example of an address is not there to be clicked. */
function withPlainAddresses(text: string): string {
  return text.replace(/https:\/\/[\w.-]*\w/g, '`$&`');
}

function further(language: Language, code: string): string[] {
  const guide = furtherGuide(code);
  if (guide === null) return [];
  const { more, guides } = WORDS[language];
  return [`${more} [${guides[guide]}](${guide}.md)`];
}

function pauses(language: Language): string {
  const { sync } = CATALOGUES[language];
  const rows = pauseReasonSchema.options.map((reason) => [
    sync.pauses[reason].title,
    sync.pauses[reason].next,
  ]);
  return table([WORDS[language].columns.message, WORDS[language].columns.next], rows);
}

function aadstsNumbers(language: Language): string {
  const { columns } = WORDS[language];
  const rows = Object.entries(CODES_BY_NUMBER).map(([number, code]) => {
    const { title } = failureMessage(CATALOGUES[language], code, {});
    return [`\`AADSTS${number}\``, `[${title}](#${code})`];
  });
  return table([columns.aadsts, columns.meaning], rows);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
