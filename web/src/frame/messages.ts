import { type Appearance, readAppearance } from '../appearance/appearance.ts';

/** What a host says about the panel inside the frame. */
export type FrameSettings = {
  locale: string | null;
  direction: 'ltr' | 'rtl';
  appearance: Appearance;
  texts: Record<string, string>;
};

export type MessageToFrame =
  | { kind: 'SETTINGS'; settings: FrameSettings }
  /** The answer to a request for a token; `null` where the host has none. */
  | { kind: 'TOKEN'; requestId: string; token: string | null }
  /** The host has another function for tokens: what it gave before is not used any more. */
  | { kind: 'TOKEN_CHANGED' }
  /** How many pixels of the frame are out of sight at its upper and lower end. */
  | { kind: 'VIEW'; above: number; below: number };

export type MessageToHost =
  | { kind: 'LOADED' }
  | { kind: 'TOKEN_WANTED'; requestId: string }
  | { kind: 'HEIGHT'; height: number }
  | { kind: 'EVENT'; type: string; detail: Record<string, unknown> };

/** Both pages receive messages of others too, so that ours carry a mark. */
const CHANNEL = 'goodfunds-crm-settings';

export function post(target: Window, origin: string, message: MessageToFrame | MessageToHost): void {
  target.postMessage({ channel: CHANNEL, ...message }, origin);
}

/** Reads what came from the host's page; `null` for anything else. */
export function readMessageToFrame(data: unknown): MessageToFrame | null {
  if (!isRecord(data) || data['channel'] !== CHANNEL) return null;
  const { kind, requestId, token, settings, above, below } = data;
  if (kind === 'TOKEN' && typeof requestId === 'string' && (typeof token === 'string' || token === null)) {
    return { kind, requestId, token };
  }
  if (kind === 'TOKEN_CHANGED') return { kind };
  if (kind === 'VIEW' && isLength(above) && isLength(below)) return { kind, above, below };
  return kind === 'SETTINGS' && isRecord(settings) ? { kind, settings: readSettings(settings) } : null;
}

/** Reads what came from the frame; `null` for anything else. */
export function readMessageToHost(data: unknown): MessageToHost | null {
  if (!isRecord(data) || data['channel'] !== CHANNEL) return null;
  const { kind, requestId, height, type, detail } = data;
  if (kind === 'LOADED') return { kind };
  if (kind === 'TOKEN_WANTED' && typeof requestId === 'string') return { kind, requestId };
  if (kind === 'HEIGHT' && isLength(height)) return { kind, height };
  if (kind === 'EVENT' && typeof type === 'string' && EVENTS.has(type) && isRecord(detail)) {
    return { kind, type, detail };
  }
  return null;
}

/** The events of the panel, which the host's element dispatches in its name. */
export const EVENTS: ReadonlySet<string> = new Set(['ready', 'saved', 'tested', 'run-finished', 'error']);

export function readSettings({
  locale,
  direction,
  appearance,
  texts,
}: Record<string, unknown>): FrameSettings {
  return {
    locale: typeof locale === 'string' ? locale : null,
    direction: direction === 'rtl' ? 'rtl' : 'ltr',
    appearance: readAppearance(appearance) ?? {},
    texts: isRecord(texts) ? Object.fromEntries(Object.entries(texts).filter(isTextEntry)) : {},
  };
}

function isTextEntry(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string';
}

function isLength(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
