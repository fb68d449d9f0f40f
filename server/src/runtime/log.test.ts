import { describe, expect, it } from 'vitest';
import { createLog, type LogFields } from './log.ts';

describe('the log', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line: string) => void lines.push(line) });
  const written = (): Record<string, unknown> =>
    JSON.parse(lines.splice(0).join('')) as Record<string, unknown>;

  it('writes the event and the allowed fields', () => {
    log.info('answered', { requestId: 'r-1', status: 200, durationMs: 3, code: null });
    expect(written()).toMatchObject({
      msg: 'answered',
      requestId: 'r-1',
      status: 200,
      durationMs: 3,
      code: null,
    });
  });

  it('leaves out every other field', () => {
    const extra = { status: 200, clientSecret: 'hunter2', email: 'anna@example.org' };
    log.info('answered', extra satisfies LogFields);
    expect(Object.keys(written()).sort()).toEqual(['level', 'msg', 'status', 'time']);
  });

  it('writes where an error was thrown, without the messages of the error and its causes', () => {
    const cause = Object.assign(new Error('insert failed: anna@example.org\n    at hunter2'), {
      code: 'SQLITE_BUSY',
    });
    log.error('unexpected', { error: new TypeError('no value for anna@example.org', { cause }) });
    const [line = ''] = lines;
    expect(written()).toMatchObject({
      error: { name: 'TypeError', cause: { name: 'Error', code: 'SQLITE_BUSY' } },
    });
    expect(line).toContain('log.test.ts');
    expect(line).not.toMatch(/anna|hunter2/);
  });

  it('writes nothing below its level', () => {
    log.debug('details', { status: 200 });
    expect(lines).toEqual([]);
  });
});
