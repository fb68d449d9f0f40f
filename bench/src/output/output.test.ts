import { expect, test } from 'vitest';
import { svg, text } from './svg.ts';
import { formatTable } from './table.ts';

test('a table aligns numbers right and text left, in columns of equal width', () => {
  expect(
    formatTable(
      ['who', 'rows'],
      [
        ['(c) ours', '7'],
        ['(a)', '1,000'],
      ],
    ),
  ).toBe(['who        rows', '────────  ─────', '(c) ours      7', '(a)       1,000'].join('\n'));
});

test('a picture escapes text', () => {
  expect(svg(10, 10, 'a & b', [text(1, 2.345, '<b> "c"')])).toContain(
    '<text x="1" y="2.3" font-size="12" fill="#1c2530">&lt;b&gt; &quot;c&quot;</text>',
  );
});
