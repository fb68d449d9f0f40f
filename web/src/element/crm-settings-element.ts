import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { GetToken } from '../api/access-token.ts';
import { type Appearance, readTheme } from '../app/appearance/appearance.ts';
import { CrmSettings } from '../crm-settings.tsx';
import type { TextOverrides } from '../i18n/text-overrides.ts';
import type { CrmSettingsEvent } from '../integration/events.ts';

type HostProperties = {
  getToken: GetToken | null;
  appearance: Appearance | null;
  texts: TextOverrides | null;
};

/**
 * `<gf-crm-settings api-url token locale theme>`: the settings panel as a custom element. Hosts set the property
 * `getToken`, or the attribute `token` and renew it themselves; `appearance` and `texts` are properties too.
 * Dispatches `ready`, `saved`, `tested`, `run-finished` and `error` as CustomEvents.
 */
export class CrmSettingsElement extends HTMLElement implements HostProperties {
  static readonly observedAttributes = ['api-url', 'token', 'locale', 'theme'];
  #root: Root | null = null;
  #properties: HostProperties = { getToken: null, appearance: null, texts: null };

  get getToken(): GetToken | null {
    return this.#properties.getToken;
  }

  set getToken(getToken: GetToken | null) {
    this.#set({ getToken });
  }

  get appearance(): Appearance | null {
    return this.#properties.appearance;
  }

  set appearance(appearance: Appearance | null) {
    this.#set({ appearance });
  }

  get texts(): TextOverrides | null {
    return this.#properties.texts;
  }

  set texts(texts: TextOverrides | null) {
    this.#set({ texts });
  }

  connectedCallback(): void {
    takeEarlyProperties(this);
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#root ??= createRoot(shadow);
    this.#render();
  }

  disconnectedCallback(): void {
    // An element that is only moved keeps its state.
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#root?.unmount();
      this.#root = null;
    });
  }

  attributeChangedCallback(): void {
    this.#render();
  }

  #set(change: Partial<HostProperties>): void {
    this.#properties = { ...this.#properties, ...change };
    this.#render();
  }

  #render(): void {
    const { getToken, appearance, texts } = this.#properties;
    this.#root?.render(
      createElement(CrmSettings, {
        apiUrl: this.getAttribute('api-url') ?? '',
        token: this.getAttribute('token') ?? undefined,
        getToken: getToken ?? undefined,
        locale: this.getAttribute('locale') ?? (document.documentElement.lang || undefined),
        appearance: {
          theme: readTheme(this.getAttribute('theme')) ?? appearance?.theme,
          variables: appearance?.variables,
        },
        texts: texts ?? undefined,
        onEvent: (event) => this.#dispatch(event),
      }),
    );
  }

  #dispatch({ type, detail }: CrmSettingsEvent): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** Properties set before the element was defined hide its setters; sets them again. */
function takeEarlyProperties(element: CrmSettingsElement): void {
  for (const name of ['getToken', 'appearance', 'texts'] as const) {
    if (!Object.hasOwn(element, name)) continue;
    const early = element[name];
    Reflect.deleteProperty(element, name);
    Reflect.set(element, name, early);
  }
}
