import { readFileSync } from 'node:fs';

/** The options that `npm run serve` gives to Node, so that what is measured is what is run. */
export function serveOptions(): string[] {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
  const [, options = ''] = /\bnode((?: --\S+)*) server\//.exec(scripts['serve'] ?? '') ?? [];
  return options.split(' ').filter((option) => option !== '');
}
