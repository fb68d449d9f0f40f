import { createContext, type ReactNode, use, useCallback, useState } from 'react';

type Announce = (message: string) => void;

const AnnouncerContext = createContext<Announce>(() => undefined);

/** A live region for results that appear away from the focus. */
export function Announcer({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState({ message: '', turn: 0 });
  const announce = useCallback<Announce>(
    (message) => setSpoken(({ turn }) => ({ message, turn: turn + 1 })),
    [],
  );
  return (
    <AnnouncerContext value={announce}>
      {children}
      <output className="gfc-visually-hidden">
        {/* A new element each time, so that the same words are spoken again. */}
        <span key={spoken.turn}>{spoken.message}</span>
      </output>
    </AnnouncerContext>
  );
}

export function useAnnounce(): Announce {
  return use(AnnouncerContext);
}
