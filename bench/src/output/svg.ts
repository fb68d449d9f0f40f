/** A few shapes of SVG as text, enough for charts. Texts are escaped; numbers are rounded to tenths. */
export type Attributes = Readonly<Record<string, string | number>>;

export function svg(width: number, height: number, title: string, shapes: readonly string[]): string {
  const head = element('title', {}, escapeText(title));
  const paper = element('rect', { width, height, fill: '#ffffff' });
  const attributes = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, role: 'img' };
  return `${element('svg', { ...attributes, 'font-family': 'system-ui, sans-serif' }, `\n${[head, paper, ...shapes].join('\n')}\n`)}\n`;
}

export function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return element('rect', { x, y, width: Math.max(0, width), height, fill });
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: string): string {
  return element('line', { x1, y1, x2, y2, stroke, 'stroke-width': 1 });
}

export function polyline(points: readonly (readonly [number, number])[], stroke: string): string {
  const text = points.map(([x, y]) => `${tenths(x)},${tenths(y)}`).join(' ');
  return element('polyline', { points: text, fill: 'none', stroke, 'stroke-width': 2 });
}

export function text(x: number, y: number, content: string, attributes: Attributes = {}): string {
  return element('text', { x, y, 'font-size': 12, fill: '#1c2530', ...attributes }, escapeText(content));
}

function element(name: string, attributes: Attributes, content?: string): string {
  const written = Object.entries(attributes).map(
    ([attribute, value]) =>
      ` ${attribute}="${typeof value === 'number' ? tenths(value) : escapeText(value)}"`,
  );
  const head = `<${name}${written.join('')}`;
  return content === undefined ? `${head}/>` : `${head}>${content}</${name}>`;
}

function tenths(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escapeText(content: string): string {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
