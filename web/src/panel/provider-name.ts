/** How a CRM is called within a sentence: short, as its users say. */
export function shortProviderName(provider: { id: string; name: string }): string {
  return SHORT_NAMES[provider.id] ?? provider.name;
}

const SHORT_NAMES: Record<string, string | undefined> = { 'microsoft-dynamics': 'Dynamics' };
