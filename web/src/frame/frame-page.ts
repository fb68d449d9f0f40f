import type { CrmSettingsElement } from '../crm-settings-element.ts';
import { followHost } from './host-view.ts';
import {
  EVENTS,
  type FrameSettings,
  isRecord,
  type MessageToFrame,
  type MessageToHost,
  post,
  readMessageToFrame,
} from './messages.ts';
import { createTokenRequests } from './token-requests.ts';
import { watchHeight } from './watch-height.ts';

/** Long enough for a slow page; then whoever looks at it is told that nothing will come. */
const LONGEST_SILENCE_MS = 10_000;

/**
 * The page inside the frame: shows the panel, asks the host for tokens, and tells it of height and events.
 *
 * It hears and answers one window, the one that framed it, at one origin, the one that its address names. Which
 * origins may frame it at all is not decided here: the service sends `frame-ancestors` out of ALLOWED_ORIGINS, and
 * the browser shows the page to nobody else. A host that names another origin than its own is not heard, and what is
 * sent to that origin does not reach it.
 */
const hostOrigin = readOrigin(location.hash.slice(1));
const host = window.parent;
if (host === window || hostOrigin === null || !customElements.get('gf-crm-settings')) say('alone');
else start(hostOrigin, document.createElement('gf-crm-settings'));

function start(origin: string, element: CrmSettingsElement): void {
  const tell = (message: MessageToHost) => post(host, origin, message);
  const tokens = createTokenRequests((requestId) => tell({ kind: 'TOKEN_WANTED', requestId }));
  const silence = setTimeout(() => say('silent'), LONGEST_SILENCE_MS);
  const view = followHost();

  const hear = (message: MessageToFrame): void => {
    switch (message.kind) {
      case 'SETTINGS':
        clearTimeout(silence);
        say(null);
        view.dress(message.settings);
        showSettings(element, message.settings);
        // Only now, or the panel would first appear in another language.
        if (!element.isConnected) document.querySelector('main')?.append(element);
        return;
      case 'TOKEN':
        tokens.answer(message.requestId, message.token);
        return;
      case 'TOKEN_CHANGED':
        element.getToken = async () => await tokens.ask();
        return;
      case 'VIEW':
        view.show(message);
    }
  };
  window.addEventListener('message', ({ source, origin: from, data }: MessageEvent<unknown>) => {
    if (source !== host || from !== origin) return;
    const message = readMessageToFrame(data);
    if (message) hear(message);
  });

  element.getToken = tokens.ask;
  element.setAttribute('api-url', serviceUrl());
  for (const type of EVENTS) {
    element.addEventListener(type, (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : null;
      if (isRecord(detail)) tell({ kind: 'EVENT', type, detail });
    });
  }
  watchHeight(element, (height) => tell({ kind: 'HEIGHT', height }));
  tell({ kind: 'LOADED' });
}

function showSettings(element: CrmSettingsElement, { locale, appearance, texts }: FrameSettings): void {
  if (locale === null) element.removeAttribute('locale');
  else element.setAttribute('locale', locale);
  element.appearance = appearance;
  element.texts = texts;
}

/** Says why there is no panel, in the words that stand in the page; `null` once there is one. */
function say(what: 'alone' | 'silent' | null): void {
  for (const notice of document.querySelectorAll<HTMLElement>('[data-notice]')) {
    notice.hidden = notice.dataset['notice'] !== what;
  }
}

/** The page lies at `/panel/frame.html` of the service. */
function serviceUrl(): string {
  return new URL('..', location.origin + location.pathname).href.replace(/\/+$/, '');
}

/** An origin and nothing else, as the host's element writes it. */
function readOrigin(hash: string): string | null {
  try {
    const text = decodeURIComponent(hash);
    return new URL(text).origin === text ? text : null;
  } catch {
    return null;
  }
}
