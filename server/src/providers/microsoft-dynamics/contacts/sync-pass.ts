import { setImmediate } from 'node:timers/promises';
import type { ContactOutcome, CrmField, Mapping, SyncOptions } from '@goodfunds/shared';
import { IntegrationError } from '../../../crm/integration-error.ts';
import type { Clock, Ids } from '../../../runtime/runtime.ts';
import type { DataverseClient } from '../web-api/dataverse-client.ts';
import type { LaneUser } from '../web-api/request-limiter.ts';
import type { Pacer } from '../writes/adaptive-limits.ts';
import { settleWrite, withCredit } from '../writes/resolve-result.ts';
import type { WriteItem } from '../writes/write-item.ts';
import { openWriter, type Writer } from '../writes/write-scheduler.ts';
import type { RowReader } from './contact-row.ts';
import { type Ask, type Found, findRows } from './find-contacts.ts';
import type { KnownContacts } from './link-index.ts';
import { failed } from './outcomes.ts';
import { type Busy, needsEmailSearch, type PlannedSlice, planSlice, type Work } from './plan-batch.ts';
import { planContact } from './plan-contact.ts';
import { rowAfter } from './planned-row.ts';
import { sliceUp } from './slices.ts';

export type WaveParts = {
  options: SyncOptions;
  /** With the rows that matching needs. */
  mapping: Mapping;
  fieldsByAttribute: ReadonlyMap<string, CrmField>;
  reader: RowReader;
  origin: string;
  ask: Ask;
  client: DataverseClient;
  lanes: LaneUser;
  pacer: Pacer;
  clock: Clock;
  ids: Ids;
  known: KnownContacts;
  settle: (outcome: ContactOutcome) => void;
};

/**
 * Looks for contacts in slices, all at the same time, and plans and writes each slice as soon as it was found.
 * Answers those that have to be looked for again: held back by another's write, or changed meanwhile. Whatever
 * happens, nothing is under way any more when it ends.
 */
export async function runWave(open: readonly Work[], parts: WaveParts): Promise<Work[]> {
  const slices = sliceUp(open, { linkOf: parts.known.linkOf, parallel: parts.pacer.pace().parallel });
  const again: Work[] = [];
  const writer = parts.options.dryRun ? pretendToWrite(parts) : write(open.length, again, parts);
  const finds = slices.map((slice) => findSlice(slice, parts));
  // Each is waited for in its turn; one that fails before is not unhandled, which would end the process.
  for (const find of finds) find.catch(() => undefined);
  const prepared = prepare(open, parts);
  prepared.catch(() => undefined);
  const busy: Busy = { emails: new Set(), rows: new Set() };
  let unplanned = open.length;
  try {
    for (const [index, slice] of slices.entries()) {
      const found = await finds[index];
      if (!found) continue;
      await prepared;
      const planned = await plan(slice, found, busy, parts);
      again.push(...planned.heldBack);
      unplanned -= slice.length;
      writer.add(
        planned.writes.map((each) => ({ ...each, mayHaveRun: false })),
        unplanned,
      );
    }
  } catch (error) {
    await Promise.allSettled([...finds, prepared]);
    // What is under way still counts, and what it has done must not get lost with the reason to stop.
    if (error instanceof IntegrationError) writer.stop(error);
    await writer.finish();
    throw error;
  }
  const stopped = await writer.finish();
  if (stopped) throw stopped;
  return again;
}

/** Works out what planning needs of the contacts while the CRM looks for them, and lets requests leave meanwhile. */
async function prepare(works: readonly Work[], { known }: WaveParts): Promise<void> {
  for (let index = 0; index < works.length; index += 1) {
    if (index % PREPARED_AT_ONCE === 0) await setImmediate();
    works[index]?.mapped();
  }
  await known.readAhead();
}

const PREPARED_AT_ONCE = 50;

async function findSlice(slice: readonly Work[], parts: WaveParts): Promise<Found> {
  const { ask, origin, reader, known } = parts;
  const emails = slice.filter((work) => needsEmailSearch(work, known.linkOf)).map(({ email }) => email);
  const ids = slice.flatMap((work) => idsOf(work, known));
  return known.withNotedRows(await findRows({ ask, origin, reader, ids, emails }), emails);
}

function idsOf(work: Work, known: KnownContacts): string[] {
  const linkedId = known.linkOf(work.contact.id);
  const ids = linkedId === null || work.linkIsGone ? [work.externalId] : [linkedId];
  return [...ids, work.ownRowExists || work.ownRowMayExist ? work.derivedId() : null].filter(
    (id) => id !== null,
  );
}

async function plan(
  slice: readonly Work[],
  found: Found,
  busy: Busy,
  { options, mapping, fieldsByAttribute, known, settle }: WaveParts,
): Promise<PlannedSlice> {
  const owners = await known.ownersOf(found);
  return planSlice(slice, found, busy, {
    onAmbiguousMatch: options.onAmbiguousMatch,
    onDeletedInCrm: options.onDeletedInCrm,
    owners,
    linkOf: known.linkOf,
    plan: ({ contact, derivedId, mapped }, match) =>
      planContact({
        contactId: contact.id,
        match,
        derivedId: derivedId(),
        mapped: mapped(),
        mapping,
        strategy: options.strategy,
        fieldsByAttribute,
      }),
    onSettled: (work, { outcome }) => settle(withCredit(outcome, work)),
    onFailed: (work, failure) => settle(failed(work.contact.id, failure)),
  });
}

function write(contacts: number, again: Work[], parts: WaveParts): Writer {
  const { client, lanes, pacer, clock, ids, settle } = parts;
  return openWriter({
    client,
    lanes,
    pacer,
    clock,
    ids,
    contacts,
    onResult: ({ work, write: planned }, result) => {
      const settled = settleWrite(work, planned, result);
      if (settled === 'AGAIN') again.push(work);
      else settle(withCredit(settled, work));
    },
  });
}

/** In a dry run every write succeeds, on paper, once all are planned. */
function pretendToWrite({ known, settle }: WaveParts): Writer {
  const items: WriteItem[] = [];
  return {
    add: (planned) => {
      items.push(...planned);
    },
    stop: () => undefined,
    finish: async () => {
      for (const { write: planned } of items) {
        known.noteRow(rowAfter(planned));
        settle(planned.outcome);
      }
      return null;
    },
  };
}
