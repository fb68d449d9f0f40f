import type { GetToken } from '../api/access-token.ts';
import { type Appearance, readTheme } from '../appearance/appearance.ts';
import { takeEarlyProperties } from '../forms/early-properties.ts';
import type { CrmSettingsEvents } from '../panel/events.ts';
import { createFrameBox, type FrameBox } from './frame-box.ts';
import {
  type MessageToFrame,
  type MessageToHost,
  post,
  readMessageToHost,
  readSettings,
} from './messages.ts';

type HostProperties = {
  getToken: GetToken | null;
  appearance: Appearance | null;
  texts: Record<string, string> | null;
};

/** Long enough for a slow network; then the person is told rather than left with an empty page. */
const LONGEST_START_MS = 15_000;

/**
 * `<gf-crm-settings-frame api-url locale theme>`: the panel in a frame of the service's own origin, for hosts that
 * keep foreign scripts apart from their page. Properties and events are those of `<gf-crm-settings>`; texts are
 * plain, as functions cannot travel. The token goes to the service's origin alone, each time the frame asks for one.
 */
export class CrmSettingsFrameElement extends HTMLElement implements HostProperties {
  static readonly observedAttributes = ['api-url', 'locale', 'theme', 'dir'];
  #box: FrameBox | null = null;
  #hasLoaded = false;
  #startTimer: ReturnType<typeof setTimeout> | undefined;
  #properties: HostProperties = { getToken: null, appearance: null, texts: null };
  readonly #receive = (event: MessageEvent<unknown>) => this.#take(event);
  readonly #look = () => this.#box?.look();

  get getToken(): GetToken | null {
    return this.#properties.getToken;
  }

  set getToken(getToken: GetToken | null) {
    this.#properties = { ...this.#properties, getToken };
    this.#post({ kind: 'TOKEN_CHANGED' });
  }

  get appearance(): Appearance | null {
    return this.#properties.appearance;
  }

  set appearance(appearance: Appearance | null) {
    this.#properties = { ...this.#properties, appearance };
    this.#showSettings();
  }

  get texts(): Record<string, string> | null {
    return this.#properties.texts;
  }

  set texts(texts: Record<string, string> | null) {
    this.#properties = { ...this.#properties, texts };
    this.#showSettings();
  }

  connectedCallback(): void {
    takeEarlyProperties<HostProperties>(this, ['getToken', 'appearance', 'texts']);
    window.addEventListener('message', this.#receive);
    window.addEventListener('scroll', this.#look, { capture: true, passive: true });
    window.addEventListener('resize', this.#look);
    this.#open();
  }

  disconnectedCallback(): void {
    window.removeEventListener('message', this.#receive);
    window.removeEventListener('scroll', this.#look, { capture: true });
    window.removeEventListener('resize', this.#look);
    this.#close();
  }

  attributeChangedCallback(name: string): void {
    if (name === 'api-url' && this.#box) this.#open();
    else this.#showSettings();
  }

  #open(): void {
    this.#close();
    const base = this.#serviceUrl().href.replace(/\/+$/, '');
    // The frame speaks only with the origin that it is told here.
    const address = `${base}/panel/frame.html#${encodeURIComponent(location.origin)}`;
    this.#box = createFrameBox(this.shadowRoot ?? this.attachShadow({ mode: 'open' }), address, (part) =>
      this.#post({ kind: 'VIEW', ...part }),
    );
    this.#startTimer = setTimeout(() => {
      this.#box?.sayThatItDoesNotStart();
      this.#emit('error', { code: 'API_UNREACHABLE', requestId: null } satisfies CrmSettingsEvents['error']);
    }, LONGEST_START_MS);
    this.#showSettings();
  }

  #close(): void {
    clearTimeout(this.#startTimer);
    this.#box?.remove();
    this.#box = null;
    this.#hasLoaded = false;
  }

  #take({ source, origin, data }: MessageEvent<unknown>): void {
    if (source === null || source !== this.#box?.frame.contentWindow) return;
    if (origin !== this.#serviceUrl().origin) return;
    const message = readMessageToHost(data);
    if (message) this.#answer(message);
  }

  #answer(message: MessageToHost): void {
    switch (message.kind) {
      case 'LOADED':
        clearTimeout(this.#startTimer);
        this.#hasLoaded = true;
        this.#box?.sayThatItStarted();
        this.#showSettings();
        this.#look();
        return;
      case 'TOKEN_WANTED':
        void this.#askForToken().then((token) =>
          this.#post({ kind: 'TOKEN', requestId: message.requestId, token }),
        );
        return;
      case 'HEIGHT':
        this.#box?.grow(message.height);
        return;
      case 'EVENT':
        this.#emit(message.type, message.detail);
    }
  }

  /** The frame is told that there is no token rather than left to wait; the panel then says what that means. */
  async #askForToken(): Promise<string | null> {
    try {
      return (await this.#properties.getToken?.()) ?? null;
    } catch {
      return null;
    }
  }

  #showSettings(): void {
    const { appearance, texts } = this.#properties;
    const theme = readTheme(this.getAttribute('theme')) ?? appearance?.theme;
    const locale = this.getAttribute('locale') ?? (document.documentElement.lang || null);
    const direction = getComputedStyle(this).direction;
    const variables = appearance?.variables;
    this.#box?.dress(locale, theme);
    // Read as the frame will read it, because whatever else a host hands in might not be able to travel.
    const settings = readSettings({ locale, direction, appearance: { theme, variables }, texts });
    this.#post({ kind: 'SETTINGS', settings });
  }

  /** Before it has loaded the frame is another page, which nothing is for. */
  #post(message: MessageToFrame): void {
    const target = this.#box?.frame.contentWindow;
    if (this.#hasLoaded && target) post(target, this.#serviceUrl().origin, message);
  }

  #emit(type: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #serviceUrl(): URL {
    return new URL(this.getAttribute('api-url') || '/', location.href);
  }
}

if (!customElements.get('gf-crm-settings-frame')) {
  customElements.define('gf-crm-settings-frame', CrmSettingsFrameElement);
}
