export type Literal =
  | { readonly type: 'null' }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'number'; readonly value: number; readonly isInteger: boolean }
  | { readonly type: 'boolean'; readonly value: boolean }
  | { readonly type: 'guid'; readonly value: string }
  | { readonly type: 'date'; readonly value: string }
  | { readonly type: 'dateTime'; readonly value: string }
  | { readonly type: 'enum'; readonly value: string }
  | { readonly type: 'list'; readonly value: readonly (string | number)[] };

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';
export type TextFunction = 'contains' | 'startswith' | 'endswith';
export type MembershipFunction = 'In' | 'NotIn' | 'ContainValues' | 'DoesNotContainValues';

/** A parsed `$filter`; its paths are not resolved yet. */
export type Expression =
  | { readonly type: 'and' | 'or'; readonly operands: readonly Expression[] }
  | { readonly type: 'not'; readonly operand: Expression }
  | {
      readonly type: 'comparison';
      readonly path: string;
      readonly operator: Comparison;
      readonly literal: Literal;
    }
  | {
      readonly type: 'text';
      readonly path: string;
      readonly function: TextFunction;
      readonly argument: string;
    }
  | {
      readonly type: 'membership';
      readonly function: MembershipFunction;
      /** A logical name, not a property name: lookups have no `_…_value`. */
      readonly column: string;
      readonly values: readonly (string | number)[];
    };
