import type { EmulatorState } from '../emulator-state.ts';
import type { KeyIndexStatus } from '../store/alternate-key.ts';
import { ControlError } from './control-error.ts';
import type { CustomAttributeInput } from './custom-attribute.ts';
import { columnOf, customAttributeSchema } from './custom-attribute.ts';
import type { AlternateKeyInput, ContactTableInput, NormalisationInput } from './schemas.ts';
import { alternateKeySchema, contactTableSchema, normalisationSchema } from './schemas.ts';

/** Changes the contact table as a customiser does. */
export interface ModelControls {
  addAttribute(input: CustomAttributeInput): { readonly logicalName: string };
  /** Removes a column and its values; standard columns too. */
  removeAttribute(logicalName: string): void;
  /** Returns `Failed` if existing rows share a key. */
  defineAlternateKey(input: AlternateKeyInput): { readonly status: KeyIndexStatus };
  removeAlternateKey(logicalName: string): void;
  /** Replaces the columns that a plug-in normalises when they are written through the API. */
  setNormalisation(formats: NormalisationInput): void;
  setContactTable(changes: ContactTableInput): void;
}

export function modelControls(state: EmulatorState): ModelControls {
  return {
    addAttribute: (input) => addAttribute(state, input),
    removeAttribute: (logicalName) => removeAttribute(state, logicalName),
    defineAlternateKey: (input) => defineAlternateKey(state, input),
    removeAlternateKey: (logicalName) => removeAlternateKey(state, logicalName),
    setNormalisation: (formats) => {
      state.environment.normalisation = new Map(Object.entries(normalisationSchema.parse(formats)));
    },
    setContactTable: (changes) => {
      const { isOptimisticConcurrencyEnabled } = contactTableSchema.parse(changes);
      state.environment.hasOptimisticConcurrency = isOptimisticConcurrencyEnabled;
    },
  };
}

function addAttribute(state: EmulatorState, input: CustomAttributeInput): { readonly logicalName: string } {
  const { schema } = state.environment.data;
  const column = columnOf(customAttributeSchema.parse(input));
  const { logicalName } = column;
  if (schema.column(logicalName) !== null)
    throw new ControlError(400, `The column '${logicalName}' exists already.`);
  schema.add(column);
  return { logicalName };
}

function removeAttribute(state: EmulatorState, logicalName: string): void {
  const { schema, contacts } = state.environment.data;
  const column = schema.column(logicalName);
  if (column === null || column.attributeOf !== null) {
    throw new ControlError(404, `There is no column '${logicalName}' that could be removed.`);
  }
  if (contacts.alternateKeys().some((key) => key.definition.columns.includes(logicalName))) {
    throw new ControlError(400, `The column '${logicalName}' is part of an alternate key.`);
  }
  schema.remove(column);
  contacts.dropColumn(logicalName);
}

const keyTypes: ReadonlySet<string> = new Set([
  'Decimal',
  'Integer',
  'String',
  'DateTime',
  'Lookup',
  'Picklist',
]);

function defineAlternateKey(
  state: EmulatorState,
  input: AlternateKeyInput,
): { readonly status: KeyIndexStatus } {
  const { schema, contacts } = state.environment.data;
  const { schemaName, columns, status } = alternateKeySchema.parse(input);
  for (const name of columns) {
    const column = schema.column(name);
    if (column === null || column.attributeOf !== null || !keyTypes.has(column.type) || column.isSecured) {
      throw new ControlError(400, `The column '${name}' cannot be part of an alternate key.`);
    }
  }
  const key = contacts.defineKey({ logicalName: schemaName.toLowerCase(), schemaName, columns });
  if (status !== 'Active') key.status = status;
  return { status: key.status };
}

function removeAlternateKey(state: EmulatorState, logicalName: string): void {
  if (state.environment.data.contacts.dropKey(logicalName)) return;
  throw new ControlError(404, `There is no alternate key '${logicalName}'.`);
}
