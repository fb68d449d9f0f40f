const irregular: Readonly<Record<string, string>> = { transactioncurrency: 'transactioncurrencies' };

/** The ids and names of rows that contacts can refer to, by table. */
export class RelatedRows {
  readonly #tables = new Map<string, Map<string, string>>();

  add(table: string, id: string, name: string): void {
    const rows = this.#tables.get(table) ?? new Map<string, string>();
    rows.set(id.toLowerCase(), name);
    this.#tables.set(table, rows);
  }

  nameOf(table: string, id: string): string | null {
    return this.#tables.get(table)?.get(id.toLowerCase()) ?? null;
  }
}

export function entitySetOf(table: string): string {
  return irregular[table] ?? `${table}s`;
}
