/**
 * Runs in the page; it is text because this package has no DOM types. Records in `globalThis.typed` the time from each
 * key and click until the frame with its effect is painted, and counts tasks over 50 ms. A message posted in an
 * animation frame arrives after that frame.
 *
 * @see https://www.w3.org/TR/longtasks-1/
 */
export const KEY_RECORDER = `
  const typed = { keyMs: [], openMs: [], longTasks: 0 };
  globalThis.typed = typed;
  const note = (times) => (event) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => times.push(performance.now() - event.timeStamp);
    requestAnimationFrame(() => port2.postMessage(null));
  };
  addEventListener('keydown', note(typed.keyMs), { capture: true });
  addEventListener('click', note(typed.openMs), { capture: true });
  new PerformanceObserver((list) => {
    typed.longTasks += list.getEntries().length;
  }).observe({ type: 'longtask' });
`;
