import type { CrmValue } from '@goodfunds/shared';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byAttribute, crmField } from '../../../shared/src/testing/crm-field.ts';
import { isBlank, isSameValue } from './crm-value.ts';
import { mergeContactAttributes } from './merge-contact-attributes.ts';
import { createMemories } from './value-memory.ts';

const field = crmField({ attribute: 'telephone1' });
const fieldsByAttribute = byAttribute(field);
const memories = createMemories('test key');

describe('UPDATE_IF_SOURCE_CHANGED, as properties', () => {
  it('writes a filled attribute only if GoodFunds has changed it since it was last considered', () => {
    fc.assert(
      fc.property(histories(), ({ steps, normalises }) => {
        const wrong = runs(steps, { normalises }).filter(
          ({ change, sourceChanged, isFirst, before }) =>
            change.written && !sourceChanged && !(isFirst && isBlank(before)),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('writes what only GoodFunds has changed', () => {
    fc.assert(
      fc.property(histories(), ({ steps, normalises }) => {
        const missing = runs(steps, { normalises }).filter(
          ({ change, sourceChanged, crmChanged, source, before }) =>
            sourceChanged &&
            !crmChanged &&
            !isBlank(source) &&
            !isSameValue(source, before, field) &&
            !change.written,
        );
        expect(missing).toEqual([]);
      }),
    );
  });

  it('keeps what the CRM changed too, if the CRM is to count', () => {
    fc.assert(
      fc.property(histories(), ({ steps, normalises }) => {
        const done = runs(steps, { normalises, onEditConflict: 'CRM' });
        expect(done.filter(({ crmChanged, change }) => crmChanged && change.written)).toEqual([]);
      }),
    );
  });

  it('overwrites nothing that was in the CRM before an older database was restored', () => {
    fc.assert(
      fc.property(histories(), histories(), fc.nat(2), ({ steps, normalises }, later, times) => {
        const considered: Step[] = [...steps, 'RUN', 'BACKUP', ...later.steps, 'RUN'];
        const restored: Step[] = ['RESTORE', ...Array<Step>(times).fill('RUN'), 'REPEAT', 'RUN', 'RUN'];
        const done = runs([...considered, ...restored], { normalises }).slice(-2 - times);
        // An edit back to the value of the backup cannot be recognised.
        const isRecognised = done.every(({ source, before }) => !isSameValue(source, before, field));
        const overwritten = done.filter(({ before, change }) => !isBlank(before) && change.written);
        expect(isRecognised ? overwritten : []).toEqual([]);
      }),
    );
  });
});

type Step = 'RUN' | 'BACKUP' | 'RESTORE' | 'REPEAT' | { by: 'GOODFUNDS' | 'CRM'; value: CrmValue };

function histories() {
  const value = fc.constantFrom(null, '', '1', '2', 'a', 'A ');
  const edit = fc.record({ by: fc.constantFrom('GOODFUNDS' as const, 'CRM' as const), value });
  const steps = fc.array(fc.oneof(edit, fc.constant('RUN' as const)), { maxLength: 12 });
  return fc.record({ steps, normalises: fc.boolean() });
}

/** What each run found and did, from a first meeting on. */
function runs(
  steps: readonly Step[],
  options: { normalises: boolean; onEditConflict?: 'GOODFUNDS' | 'CRM' },
) {
  let source: CrmValue = '1';
  let saved: CrmValue = null;
  let latest: CrmValue = null;
  let crm: CrmValue = null;
  let isOwnVersion = false;
  let text: string | null = null;
  let considered: { source: CrmValue; crm: CrmValue } | null = null;
  return steps.flatMap((step) => {
    if (step === 'BACKUP') saved = source;
    if (step === 'RESTORE') {
      latest = source;
      source = saved;
      text = '';
      considered = null;
    }
    // The caller repeats what it pushed after the backup.
    if (step === 'REPEAT') source = latest;
    if (step === 'BACKUP' || step === 'RESTORE' || step === 'REPEAT') return [];
    if (step !== 'RUN') {
      if (step.by === 'GOODFUNDS') source = step.value;
      else {
        crm = step.value;
        isOwnVersion = false;
      }
      return [];
    }
    const memory = memories.read(text, 'ada');
    const values = { telephone1: source };
    const changes = mergeContactAttributes({
      values,
      mapping: { telephone1: { field: 'phone' } },
      strategy: 'UPDATE_IF_SOURCE_CHANGED',
      existing: { telephone1: crm },
      fieldsByAttribute,
      memory,
      onEditConflict: options.onEditConflict ?? 'GOODFUNDS',
      isOwnVersion,
    });
    const [change] = changes;
    if (!change) throw new Error('a row gave no change');
    const run = {
      source,
      before: crm,
      isFirst: considered === null,
      sourceChanged: considered !== null && !isSameValue(considered.source, source, field),
      crmChanged: considered !== null && !isOwnVersion && !isSameValue(considered.crm, crm, field),
      change,
    };
    text = memories.write(memory, changes, { values, fieldsByAttribute });
    considered = { source, crm: change.after };
    if (change.written) {
      crm = options.normalises ? String(change.after).toUpperCase().repeat(2) : change.after;
      isOwnVersion = true;
    }
    return [run];
  });
}
