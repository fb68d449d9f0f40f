export type Pair = readonly [above: string, below: string, least: number];

/**
 * Runs in the page of the custom element: gives it one accent after the other, in both themes, and answers the pairs of
 * its colours that contrast less than they have to, by the ratio of WCAG 2.2. Colours are read as drawn, in 8 bits.
 */
export function probeContrast({ accents, pairs }: { accents: readonly string[]; pairs: readonly Pair[] }) {
  const host = document.querySelector('gf-crm-settings');
  const panel = host?.shadowRoot?.querySelector('.gfc');
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!(host instanceof HTMLElement) || !(panel instanceof HTMLElement) || !canvas) return ['no panel'];
  const names = [...new Set(pairs.flatMap(([above, below]) => [above, below]))];
  const probes = new Map(names.map((name) => [name, addProbe(name)]));

  const problems: string[] = [];
  for (const theme of ['light', 'dark']) {
    panel.dataset['theme'] = theme;
    for (const accent of accents) {
      host.style.setProperty('--gf-color-accent', accent);
      const luminances = new Map([...probes].map(([name, probe]) => [name, luminance(probe)]));
      for (const [above, below, least] of pairs) {
        const [bright, dim] = [above, below].map((name) => luminances.get(name) ?? 0).sort((a, b) => b - a);
        const ratio = ((bright ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
        if (!(ratio >= least)) problems.push(`${theme}, ${accent}: ${above} on ${below} ${ratio.toFixed(2)}`);
      }
    }
  }
  return problems;

  function addProbe(name: string): HTMLElement {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    panel?.append(probe);
    return probe;
  }

  function luminance(probe: HTMLElement): number {
    if (!canvas) return Number.NaN;
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data;
    if (alpha < 255) return Number.NaN;
    const linear = (channel: number) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }
}
