import type { Story } from './stage.ts';
import { credentialsStory } from './stories/credentials.ts';
import { mappingStory } from './stories/mapping.ts';
import { overviewStory } from './stories/overview.ts';
import { strategyStory } from './stories/strategy.ts';
import { pausesStory, reconnectStory, resultsStory, syncStory } from './stories/sync.ts';
import { troublesStory } from './stories/troubles.ts';

/** Every state of the panel. */
export const STORIES: readonly Story[] = [
  overviewStory,
  credentialsStory,
  mappingStory,
  strategyStory,
  syncStory,
  pausesStory,
  reconnectStory,
  resultsStory,
  troublesStory,
];
