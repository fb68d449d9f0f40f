import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import type { BrowserBinary } from './binary.ts';

const cache = fileURLToPath(new URL('../../node_modules/.cache', import.meta.url));
const run = promisify(execFile);
const require = createRequire(import.meta.url);
const archives = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin');

/**
 * Chromium for Linux x64 out of `@sparticuz/chromium`, with the libraries and fonts packed beside it, so that
 * a bare container needs nothing installed. The first call unpacks it; concurrent calls are safe.
 */
export async function unpackedBrowser(): Promise<BrowserBinary> {
  const folder = join(cache, `chromium-${packageVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    environment: {
      LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(archives, '..', 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
    return String(manifest.version);
  throw new Error('The package @sparticuz/chromium has no version in its manifest.');
}

/** Renames the complete folder into place, so that another process never starts an incomplete binary. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  const staging = await mkdtemp(`${folder}-`);
  try {
    await Promise.all([
      decompress('chromium.br', join(staging, 'chromium')),
      untar('al2023.tar.br', join(staging, 'al2023')),
      untar('fonts.tar.br', join(staging, 'fonts')),
      writeFile(join(staging, 'fonts.conf'), fontConfiguration(folder)),
    ]);
    await rename(staging, folder);
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
}

async function untar(archive: string, target: string): Promise<void> {
  const tarFile = `${target}.tar`;
  await mkdir(target);
  await decompress(archive, tarFile);
  // From a file, not through a pipe: tar closes its input at the end of the archive, which can be before the last write.
  await run('tar', ['-x', '-f', tarFile, '-C', target]);
  await rm(tarFile);
}

async function decompress(archive: string, target: string): Promise<void> {
  await pipeline(
    createReadStream(join(archives, archive)),
    createBrotliDecompress(),
    createWriteStream(target, { mode: 0o755 }),
  );
}

/** The installed fonts, if any, and always the packed one, which has the letters of Europe. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}
