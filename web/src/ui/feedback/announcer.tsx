import { createContext, type ReactNode, use, useCallback, useState } from 'react';

type Announce = (message: string) => void;

const AnnouncerContext = createContext<Announce>(() => undefined);

/** A live region that announces results that appear away from the focus. */
export function Announcer({ children }: { children: ReactNode }) {
  const [announced, setAnnounced] = useState({ message: '', count: 0 });
  const announce = useCallback<Announce>(
    (message) => setAnnounced(({ count }) => ({ message, count: count + 1 })),
    [],
  );
  return (
    <AnnouncerContext value={announce}>
      {children}
      <output className="gfc-visually-hidden">
        {/* A new element each time, so that the same message is announced again. */}
        <span key={announced.count}>{announced.message}</span>
      </output>
    </AnnouncerContext>
  );
}

export function useAnnounce(): Announce {
  return use(AnnouncerContext);
}
