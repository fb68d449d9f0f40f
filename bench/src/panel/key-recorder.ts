/**
 * Runs in the page, as text because nothing else here knows a document. Notes for each key and press, in
 * `globalThis.typed`, how long it takes until a frame with its effect has been handed over to be shown, and counts
 * the tasks that hold the page for longer than 50 ms. A message that is posted from within a frame arrives after it.
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
