import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTurns } from './turns.ts';

test('whoever shares a key follows, whoever shares none goes at once', async () => {
  const turns = createTurns();
  const order: string[] = [];
  const enter = async (name: string, keys: string[]) => {
    const leave = await turns.take(keys);
    order.push(name);
    return leave;
  };
  const first = await enter('first', ['a', 'b']);
  const second = enter('second', ['b', 'c']);
  const third = enter('third', ['c']);
  const stranger = await enter('stranger', ['d']);
  expect(order).toEqual(['first', 'stranger']);
  first();
  (await second)();
  (await third)();
  stranger();
  expect(order).toEqual(['first', 'stranger', 'second', 'third']);
});

test('no two with a common key are ever inside together, and everybody gets in', async () => {
  const keys = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd'), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(keys, { maxLength: 12 }), fc.scheduler(), async (callers, scheduler) => {
      const turns = createTurns();
      const inside: string[][] = [];
      const all = callers.map(async (wanted) => {
        const leave = await turns.take(wanted);
        expect(inside.flat().filter((key) => wanted.includes(key))).toEqual([]);
        inside.push(wanted);
        await scheduler.schedule(Promise.resolve());
        inside.splice(inside.indexOf(wanted), 1);
        leave();
      });
      await scheduler.waitFor(Promise.all(all));
      expect(inside).toEqual([]);
    }),
  );
});
