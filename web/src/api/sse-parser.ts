type SseEvent = { type: string; data: string; lastEventId: string };

export type SseParser = {
  /** Takes the next piece of the stream, wherever it was cut, and answers the events it completes. */
  push(text: string): SseEvent[];
  /** The wait before a reconnect in milliseconds, where the server asked for one. */
  readonly retryMs: number | null;
};

/** @see https://html.spec.whatwg.org/multipage/server-sent-events.html#event-stream-interpretation */
export function createSseParser(): SseParser {
  let rest = '';
  let data: string[] = [];
  let type = '';
  let lastEventId = '';
  let retryMs: number | null = null;

  function takeLine(line: string): SseEvent | null {
    if (line === '') return dispatch();
    const { name, value } = splitField(line);
    if (name === 'data') data.push(value);
    else if (name === 'event') type = value;
    else if (name === 'id' && !value.includes('\0')) lastEventId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
    return null;
  }

  function dispatch(): SseEvent | null {
    const event = data.length > 0 ? { type: type || 'message', data: data.join('\n'), lastEventId } : null;
    data = [];
    type = '';
    return event;
  }

  return {
    push(text) {
      const whole = rest + text;
      // A carriage return at the end may be the first half of a line end.
      const complete = whole.endsWith('\r') ? whole.slice(0, -1) : whole;
      const lines = complete.split(/\r\n|\n|\r/);
      rest = (lines.pop() ?? '') + whole.slice(complete.length);
      return lines.flatMap((line) => takeLine(line) ?? []);
    },
    get retryMs() {
      return retryMs;
    },
  };
}

function splitField(line: string): { name: string; value: string } {
  const colon = line.indexOf(':');
  if (colon < 0) return { name: line, value: '' };
  const value = line.slice(colon + 1);
  return { name: line.slice(0, colon), value: value.startsWith(' ') ? value.slice(1) : value };
}
