import { readFileSync } from 'node:fs';

/** The Node options of `npm run serve`, so that the benchmark runs what production runs. */
export function serveOptions(): string[] {
  const manifest = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
  const [, options = ''] = /\bnode((?: --\S+)*) server\//.exec(scripts['serve'] ?? '') ?? [];
  return options.split(' ').filter((option) => option !== '');
}
