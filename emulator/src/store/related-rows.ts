const irregular: Readonly<Record<string, string>> = { transactioncurrency: 'transactioncurrencies' };

/** The rows a contact may point to, by table: only that they exist, and their names. */
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
