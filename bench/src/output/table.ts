export type Table = { readonly heading: readonly string[]; readonly rows: readonly (readonly string[])[] };

/** Lines of a table with a heading; the first column is left-aligned, as are those that hold words. */
export function formatTable({ heading, rows }: Table): string {
  const widths = heading.map((title, column) =>
    Math.max(...[title, ...rows.map((row) => row[column] ?? '')].map((text) => text.length)),
  );
  const isFigures = heading.map((_, column) => rows.every((row) => /^[\d.,%×–∞ ]*$/.test(row[column] ?? '')));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return isFigures[column] ? cell.padStart(width) : cell.padEnd(width);
      })
      .join('  ')
      .trimEnd();
  return [line(heading), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}

/** The Markdown page with the rows of the table instead of those of the table with the same heading. */
export function replaceMarkdownTable(page: string, { heading, rows }: Table): string {
  const lines = [heading, ...rows].map((cells) => `| ${cells.join(' | ')} |`);
  lines.splice(1, 0, `|${'---|'.repeat(heading.length)}`);
  const start = page.indexOf(`\n${lines[0]}\n`) + 1;
  if (start === 0) throw new Error(`the page has no table with the heading ${lines[0]}`);
  return `${page.slice(0, start)}${lines.join('\n')}${page.slice(page.indexOf('\n\n', start))}`;
}
