import { useSpeech } from '../../i18n/language-context.tsx';
import { Button } from '../../ui/button.tsx';
import { useFocusWhen } from '../../ui/use-focus-when.ts';

type UnmappedRowProps = { fieldLabel: string; takesFocus: boolean; onAssign: () => void };

/** A field that goes nowhere yet. */
export function UnmappedRow({ fieldLabel, takesFocus, onAssign }: UnmappedRowProps) {
  const { texts } = useSpeech();
  const button = useFocusWhen<HTMLButtonElement>(takesFocus);
  return (
    <div className="gfc-target">
      <span className="gfc-muted">{texts.mapping.notMapped}</span>
      <Button small ref={button} aria-label={texts.mapping.assignField(fieldLabel)} onClick={onAssign}>
        {texts.mapping.assign}
      </Button>
    </div>
  );
}
