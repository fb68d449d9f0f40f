import { expect, test } from 'vitest';
import { svg, text } from './svg.ts';
import { formatTable, replaceMarkdownTable } from './table.ts';

test('a table aligns numbers right and text left, in columns of equal width', () => {
  expect(
    formatTable({
      heading: ['who', 'rows'],
      rows: [
        ['(c) ours', '7'],
        ['(a)', '1,000'],
      ],
    }),
  ).toBe(['who        rows', '────────  ─────', '(c) ours      7', '(a)       1,000'].join('\n'));
});

test('a table of a page is replaced by the one with the same heading', () => {
  const page = 'Before\n\n| who | rows |\n|---|---|\n| (a) | 1 |\n\n| who |\n|---|\n| (b) |\n\nAfter\n';
  expect(replaceMarkdownTable(page, { heading: ['who', 'rows'], rows: [['(a)', '2']] })).toBe(
    page.replace('| (a) | 1 |', '| (a) | 2 |'),
  );
  expect(() => replaceMarkdownTable(page, { heading: ['what'], rows: [] })).toThrow('| what |');
});

test('a picture escapes text', () => {
  expect(svg(10, 10, 'a & b', [text(1, 2.345, '<b> "c"')])).toContain(
    '<text x="1" y="2.3" font-size="12" fill="#1c2530">&lt;b&gt; &quot;c&quot;</text>',
  );
});
