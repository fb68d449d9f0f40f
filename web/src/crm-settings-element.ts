import { createElement } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import type { GetToken } from './api/api-client.ts';
import { CrmSettings, type Theme } from './crm-settings.tsx';
import type { CrmSettingsEvent } from './panel/events.ts';

/**
 * `<gf-crm-settings api-url token locale theme>`: the settings panel for any page. A host that renews tokens sets
 * the property `getToken` instead of the attribute. Dispatches `ready`, `saved`, `tested`, `run-finished` and
 * `error` as CustomEvents.
 */
export class CrmSettingsElement extends HTMLElement {
  static readonly observedAttributes = ['api-url', 'token', 'locale', 'theme'];
  #root: Root | null = null;
  #getToken: GetToken | null = null;

  get getToken(): GetToken | null {
    return this.#getToken;
  }

  set getToken(getToken: GetToken | null) {
    this.#getToken = getToken;
    this.#render();
  }

  connectedCallback(): void {
    // A property that was set before the script had come stands in the way of the setter.
    if (Object.hasOwn(this, 'getToken')) {
      const early = this.getToken;
      Reflect.deleteProperty(this, 'getToken');
      this.#getToken = early;
    }
    const shadow = this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    this.#root ??= createRoot(shadow);
    this.#render();
  }

  disconnectedCallback(): void {
    this.#root?.unmount();
    this.#root = null;
  }

  attributeChangedCallback(): void {
    this.#render();
  }

  #render(): void {
    this.#root?.render(
      createElement(CrmSettings, {
        apiUrl: this.getAttribute('api-url') ?? '',
        token: this.getAttribute('token') ?? undefined,
        getToken: this.#getToken ?? undefined,
        locale: this.getAttribute('locale') ?? (document.documentElement.lang || undefined),
        theme: readTheme(this.getAttribute('theme')),
        onEvent: (event) => this.#dispatch(event),
      }),
    );
  }

  #dispatch({ type, detail }: CrmSettingsEvent): void {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

function readTheme(value: string | null): Theme {
  return value === 'light' || value === 'dark' ? value : 'auto';
}
