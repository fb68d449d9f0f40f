/** What the form remembers besides the values, which are kept as a draft. */
export type FormState = {
  /** The fields that the person has left; only their problems are shown. */
  touched: readonly string[];
  /** The fields whose pasted value was corrected. */
  corrected: readonly string[];
  isTyping: boolean;
  isSaved: boolean;
  /** Changes whenever the form starts over. */
  resetKey: number;
};

export type FormAction =
  | { type: 'TYPE'; field: string }
  | { type: 'LEAVE'; fields: readonly string[]; corrected: readonly string[] }
  | { type: 'TEST' }
  | { type: 'RESET'; isSaved: boolean };

export const INITIAL_FORM: FormState = {
  touched: [],
  corrected: [],
  isTyping: false,
  isSaved: false,
  resetKey: 0,
};

export function formReducer(state: FormState, action: FormAction): FormState {
  switch (action.type) {
    case 'TYPE':
      return {
        ...state,
        isTyping: true,
        corrected: state.corrected.filter((field) => field !== action.field),
      };
    case 'LEAVE':
      return {
        ...state,
        isTyping: false,
        touched: [...new Set([...state.touched, ...action.fields])],
        corrected: [...new Set([...state.corrected, ...action.corrected])],
      };
    case 'TEST':
      return { ...state, isSaved: false };
    case 'RESET':
      return { ...INITIAL_FORM, isSaved: action.isSaved, resetKey: state.resetKey + 1 };
  }
}
