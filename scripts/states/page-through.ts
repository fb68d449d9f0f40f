import { LOOKS } from './looks.ts';
import type { Scenario } from './scenario.ts';
import { pictureName } from './take-pictures.ts';

const LANGUAGES = ['de', 'en'] as const;

/** A page that shows all pictures, state by state, with links to the scenarios. */
export function pageThrough(scenarios: readonly Scenario[]): string {
  const links = scenarios.map(({ name }) => `<a href="#${name}">${name}</a>`).join(' ');
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>States of the panel</title>
<style>
  body { font: 15px system-ui, sans-serif; margin: 1rem 2rem; }
  nav { position: sticky; top: 0; padding: 0.5rem 0; background: white; }
  section > div { display: flex; gap: 1rem; align-items: flex-start; overflow-x: auto; padding-bottom: 1rem; }
  figure { margin: 0; flex: none; }
  img { max-height: 34rem; border: 1px solid #ccc; }
</style>
<nav>${links}</nav>
${scenarios.map(scenarioPart).join('\n')}
</html>
`;
}

function scenarioPart({ name, states }: Scenario): string {
  const parts = states.map((state) => {
    const pictures = LANGUAGES.flatMap((language) =>
      LOOKS.map((look) => {
        const file = pictureName(name, state.name, language, look.name);
        const label = `${language}, ${look.name}`;
        return `<figure><figcaption>${label}</figcaption><a href="${file}"><img src="${file}" alt="${state.name}, ${label}" loading="lazy"></a></figure>`;
      }),
    );
    return `<section><h3>${state.name}</h3><div>${pictures.join('\n')}</div></section>`;
  });
  return `<h2 id="${name}">${name}</h2>\n${parts.join('\n')}`;
}
