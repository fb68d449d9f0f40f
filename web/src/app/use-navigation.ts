import { useCallback, useState } from 'react';
import type { Navigation, Place } from './navigation.ts';

export type Go = (place: Place) => void;

export function useNavigation(first: Place): Navigation & { go: Go } {
  const [navigation, setNavigation] = useState<Navigation>({ place: first, moved: false });
  const go = useCallback<Go>((place) => setNavigation({ place, moved: true }), []);
  return { ...navigation, go };
}
