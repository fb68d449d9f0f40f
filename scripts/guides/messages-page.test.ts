import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ERROR_CODES, MICROSOFT_DYNAMICS_CHECKS } from '../../shared/src/index.ts';
import { skipReasonSchema } from '../../shared/src/schemas/index.ts';
import { MESSAGES_FILES, messagesPage } from './messages-page.ts';

test.each(MESSAGES_FILES)(
  'the guide to all messages matches the texts of the panel (%s); if not, run `npm run messages`',
  async (language, path) => {
    expect(await readFile(path, 'utf8')).toBe(messagesPage(language));
  },
);

test.each(MESSAGES_FILES)(
  'every code, skip reason, check and AADSTS number is explained (%s)',
  (language) => {
    const page = messagesPage(language);
    const codes = [...Object.keys(ERROR_CODES), ...skipReasonSchema.options, ...MICROSOFT_DYNAMICS_CHECKS];
    expect(codes.filter((code) => !page.includes(`\`${code}\`\n\n`))).toEqual([]);
    expect(page.match(/^\| `AADSTS\d+` \| \[.+\]\(#[A-Z_]+\) \|$/gm)).toHaveLength(28);
  },
);
