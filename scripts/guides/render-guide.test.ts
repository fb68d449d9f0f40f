import { expect, test } from 'vitest';
import { renderGuide } from './render-guide.ts';

test('the anchor of a heading is the code in it, otherwise its text', () => {
  const { html, title, summary, sections } = renderGuide(
    '# A *guide*\n\nWhat it is.\n\n## Wert, nicht Geheimnis-ID\n\n### Wrong secret. `CLIENT_SECRET_WRONG`\n',
  );
  expect({ title, summary }).toEqual({ title: 'A guide', summary: 'What it is.' });
  expect(sections).toEqual([{ text: 'Wert, nicht Geheimnis-ID', anchor: 'wert-nicht-geheimnis-id' }]);
  expect(html).toContain('<h3 id="CLIENT_SECRET_WRONG">');
});

test('links to other guides lose their extension, and other links stay', () => {
  const { html } = renderGuide('[a](messages.md#THROTTLED) [b](strategies.md) [c](https://example.org/x.md)');
  expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
    'messages#THROTTLED',
    'strategies',
    'https://example.org/x.md',
  ]);
});

test('HTML and quotes in the text are escaped', () => {
  const { html } = renderGuide('A <script>alert(1)</script>\n\n<img src=x>\n\n![a "b" <c>](x.png)\n');
  expect(html).not.toMatch(/<script|<img src=x>|alt="a "/);
});
