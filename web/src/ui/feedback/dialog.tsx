import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';

type DialogProps = {
  title: string;
  /** The level of its heading, one below the heading around it. */
  level?: 2 | 4;
  onClose: () => void;
  children: ReactNode;
  actions: ReactNode;
};

/** A modal question. The browser keeps the focus inside and restores it. */
export function Dialog({ title, level = 2, onClose, children, actions }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const Heading = level === 2 ? 'h2' : 'h4';

  // Closed before the element leaves the page, or the browser cannot restore the focus.
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);

  return (
    <dialog
      ref={dialog}
      className="gfc-box gfc-dialog"
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
      <div className="gfc-row gfc-dialog-actions">{actions}</div>
    </dialog>
  );
}
