/** Room around a dialog, so that its shadow and the page behind it can be seen. */
const AROUND_DIALOG_PX = 48;

/** Tells how high the panel is with all that floats above it, at first and whenever that changes. */
export function watchHeight(panel: HTMLElement, tell: (height: number) => void): void {
  let told = 0;
  let isPlanned = false;
  const look = () => {
    isPlanned = false;
    const height = heightOf(panel);
    if (height === 0 || height === told) return;
    told = height;
    tell(height);
  };
  const plan = () => {
    if (!isPlanned) requestAnimationFrame(look);
    isPlanned = true;
  };
  const changes = new MutationObserver(plan);
  const sizes = new ResizeObserver(() => {
    // The shadow root is there from the moment that the panel is drawn.
    if (panel.shadowRoot) {
      changes.observe(panel.shadowRoot, { subtree: true, childList: true, attributes: true });
    }
    plan();
  });
  sizes.observe(panel);
}

/** Lists and menus overflow the panel, and dialogs lie above it: neither makes it larger by itself. */
function heightOf(panel: HTMLElement): number {
  const content = panel.shadowRoot?.querySelector('[part~="panel"]');
  const dialog = panel.shadowRoot?.querySelector('dialog[open]');
  return Math.max(
    Math.ceil(panel.getBoundingClientRect().height),
    content?.scrollHeight ?? 0,
    dialog ? dialog.scrollHeight + AROUND_DIALOG_PX : 0,
  );
}
