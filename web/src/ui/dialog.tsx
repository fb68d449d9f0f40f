import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

type DialogProps = {
  title: string;
  /** Of its heading: one below the heading that it is asked under. */
  level?: 2 | 4;
  onClose: () => void;
  children: ReactNode;
  actions: ReactNode;
};

/** A question that has to be answered first. The browser keeps the focus inside and gives it back. */
export function Dialog({ title, level = 2, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h4';

  // Before the element leaves the page, or the focus would not find its way back.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="gfc-dialog"
      part="dialog"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <Heading className="gfc-dialog-title" part="heading" id={titleId}>
        {title}
      </Heading>
      {children}
      <div className="gfc-dialog-actions">{actions}</div>
    </dialog>
  );
}
