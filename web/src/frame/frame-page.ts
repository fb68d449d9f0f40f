import type { CrmSettingsElement } from '../crm-settings-element.ts';
import { EVENTS, type FrameSettings, post, readMessageToFrame } from './messages.ts';
import { createTokenRequests } from './token-requests.ts';

/**
 * The page inside the frame: shows the panel, asks the host for tokens, and tells it of height and events. It hears
 * and answers the one origin that stands in its address, and the window that framed it.
 */
const hostOrigin = decodeURIComponent(location.hash.slice(1));
const host = window.parent;
if (host !== window && isOrigin(hostOrigin)) start(document.createElement('gf-crm-settings'));

function start(element: CrmSettingsElement): void {
  const tokens = createTokenRequests((requestId) =>
    post(host, hostOrigin, { kind: 'TOKEN_WANTED', requestId }),
  );
  window.addEventListener('message', ({ source, origin, data }: MessageEvent<unknown>) => {
    if (source !== host || origin !== hostOrigin) return;
    const message = readMessageToFrame(data);
    if (message?.kind === 'TOKEN') tokens.answer(message.requestId, message.token);
    if (message?.kind === 'SETTINGS') {
      showSettings(element, message.settings);
      // Only now, or the panel would first appear in another language.
      if (!element.isConnected) document.body.append(element);
    }
  });
  element.getToken = tokens.ask;
  element.setAttribute('api-url', serviceUrl());
  for (const type of EVENTS) {
    element.addEventListener(type, (event) => {
      const detail: unknown = event instanceof CustomEvent ? event.detail : null;
      post(host, hostOrigin, { kind: 'EVENT', type, detail });
    });
  }
  new ResizeObserver(() => {
    post(host, hostOrigin, { kind: 'HEIGHT', height: element.getBoundingClientRect().height });
  }).observe(element);
  post(host, hostOrigin, { kind: 'LOADED' });
}

function showSettings(element: CrmSettingsElement, settings: FrameSettings): void {
  const { locale, direction, appearance, texts } = settings;
  if (locale !== null) {
    element.setAttribute('locale', locale);
    document.documentElement.lang = locale;
  }
  document.documentElement.dir = direction;
  element.appearance = appearance;
  element.texts = texts;
}

/** The page lies at `/panel/frame.html` of the service. */
function serviceUrl(): string {
  return new URL('..', location.origin + location.pathname).href.replace(/\/+$/, '');
}

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}
