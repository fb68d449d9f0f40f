import { readDatabaseUrl } from '../settings.ts';
import { BackupError, backUp } from '../store/sqlite/backup.ts';
import { runCommand } from './run-command.ts';

/** `npm run backup -- <file>`: a verified copy of the database, made while the service runs. */
await runCommand(async () => {
  const [target] = process.argv.slice(2);
  if (target === undefined) throw new BackupError('Name the file to write: npm run backup -- <file>');
  const { bytes, integrations, contacts } = backUp(readDatabaseUrl(), target);
  return `${target}: ${bytes} bytes, ${integrations} integrations, ${contacts} contacts; verified.`;
});
