import type { Account, World } from './world.ts';

/** Something that happens to one account, by its name and how often. */
export type Action = {
  name: string;
  weight: number;
  act: (world: World, account: Account) => void | Promise<void>;
};
