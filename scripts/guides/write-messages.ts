import { writeFile } from 'node:fs/promises';
import { MESSAGES_FILES, messagesPage } from './messages-page.ts';

/** `npm run messages`: generates the guides to all messages from the panel's texts. */
for (const [language, path] of MESSAGES_FILES) await writeFile(path, messagesPage(language));
