import type { GetToken } from '../api/access-token.ts';
import { type Appearance, readTheme } from '../appearance/appearance.ts';
import { takeEarlyProperties } from '../forms/early-properties.ts';
import { type FrameSettings, type MessageToHost, post, readMessageToHost } from './messages.ts';

type HostProperties = {
  getToken: GetToken | null;
  appearance: Appearance | null;
  texts: Record<string, string> | null;
};

/**
 * `<gf-crm-settings-frame api-url token locale theme>`: the panel in a frame of the service's own origin, for hosts
 * that keep foreign scripts apart from their page. Properties and events are those of `<gf-crm-settings>`; texts are
 * plain, as functions cannot travel. The token goes to the service's origin alone, each time the frame asks for one.
 */
export class CrmSettingsFrameElement extends HTMLElement implements HostProperties {
  static readonly observedAttributes = ['locale', 'theme', 'dir'];
  #frame: HTMLIFrameElement | null = null;
  #properties: HostProperties = { getToken: null, appearance: null, texts: null };
  readonly #receive = (event: MessageEvent<unknown>) => void this.#take(event);

  get getToken(): GetToken | null {
    return this.#properties.getToken;
  }

  set getToken(getToken: GetToken | null) {
    this.#properties = { ...this.#properties, getToken };
  }

  get appearance(): Appearance | null {
    return this.#properties.appearance;
  }

  set appearance(appearance: Appearance | null) {
    this.#properties = { ...this.#properties, appearance };
    this.#sendSettings();
  }

  get texts(): Record<string, string> | null {
    return this.#properties.texts;
  }

  set texts(texts: Record<string, string> | null) {
    this.#properties = { ...this.#properties, texts };
    this.#sendSettings();
  }

  connectedCallback(): void {
    takeEarlyProperties<HostProperties>(this, ['getToken', 'appearance', 'texts']);
    window.addEventListener('message', this.#receive);
    this.#frame = createFrame(this.#serviceUrl(), this.getAttribute('locale') ?? '');
    this.replaceChildren(this.#frame);
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#receive);
    this.#frame?.remove();
    this.#frame = null;
  }

  attributeChangedCallback(): void {
    this.#sendSettings();
  }

  async #take({ source, origin, data }: MessageEvent<unknown>): Promise<void> {
    if (source === null || source !== this.#frame?.contentWindow) return;
    if (origin !== this.#serviceUrl().origin) return;
    const message = readMessageToHost(data);
    if (message) await this.#answer(message);
  }

  async #answer(message: MessageToHost): Promise<void> {
    switch (message.kind) {
      case 'LOADED':
        this.#sendSettings();
        return;
      case 'TOKEN_WANTED': {
        const token = await this.#askForToken();
        const target = this.#frame?.contentWindow;
        if (target) {
          post(target, this.#serviceUrl().origin, { kind: 'TOKEN', requestId: message.requestId, token });
        }
        return;
      }
      case 'HEIGHT':
        if (this.#frame) this.#frame.height = String(Math.ceil(message.height));
        return;
      case 'EVENT':
        this.dispatchEvent(new CustomEvent(message.type, { detail: message.detail }));
    }
  }

  /** The frame is told that there is no token rather than left to wait; the panel then says what that means. */
  async #askForToken(): Promise<string | null> {
    const { getToken } = this.#properties;
    if (!getToken) return this.getAttribute('token');
    try {
      return await getToken();
    } catch {
      return null;
    }
  }

  #sendSettings(): void {
    const target = this.#frame?.contentWindow;
    if (target) post(target, this.#serviceUrl().origin, { kind: 'SETTINGS', settings: this.#settings() });
  }

  #settings(): FrameSettings {
    const { appearance, texts } = this.#properties;
    return {
      locale: this.getAttribute('locale') ?? (document.documentElement.lang || null),
      direction: getComputedStyle(this).direction === 'rtl' ? 'rtl' : 'ltr',
      appearance: {
        theme: readTheme(this.getAttribute('theme')) ?? appearance?.theme,
        variables: appearance?.variables,
      },
      texts: texts ?? {},
    };
  }

  #serviceUrl(): URL {
    return new URL(this.getAttribute('api-url') || '/', location.href);
  }
}

function createFrame(service: URL, locale: string): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  const base = service.href.replace(/\/+$/, '');
  // The frame speaks only with the origin that it is told here.
  frame.src = `${base}/panel/frame.html#${encodeURIComponent(location.origin)}`;
  frame.title = locale.toLowerCase().startsWith('de') ? 'CRM-Einstellungen' : 'CRM settings';
  frame.width = '100%';
  frame.height = '600';
  frame.allow = 'clipboard-write';
  frame.style.border = '0';
  frame.style.display = 'block';
  return frame;
}

if (!customElements.get('gf-crm-settings-frame')) {
  customElements.define('gf-crm-settings-frame', CrmSettingsFrameElement);
}
