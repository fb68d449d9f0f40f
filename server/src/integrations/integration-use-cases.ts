import type {
  CreateIntegrationInput,
  DiscoveredFields,
  Integration,
  IntegrationWithHealth,
  ProviderDescriptor,
  ProviderStatus,
  StatusOptions,
  SuggestedMapping,
  TestConnectionInput,
  UpdateIntegrationInput,
} from '@goodfunds/shared';
import type { Caller } from '../security/principal.ts';

type IntegrationId = { integrationId: string };
type DiscoverFieldsInput = IntegrationId & { refresh?: boolean | undefined };

/**
 * Everything that can be done with the configuration of an account. Ids that do not exist and ids of another
 * account are refused alike, by `UseCaseError` NOT_FOUND.
 */
export interface IntegrationUseCases {
  providers(): ProviderDescriptor[];
  list(caller: Caller): Promise<IntegrationWithHealth[]>;
  get(caller: Caller, input: IntegrationId): Promise<IntegrationWithHealth>;
  create(caller: Caller, input: CreateIntegrationInput): Promise<Integration>;
  update(caller: Caller, input: UpdateIntegrationInput, signal?: AbortSignal): Promise<Integration>;
  remove(caller: Caller, input: IntegrationId): Promise<void>;
  suggestMapping(caller: Caller, input: IntegrationId, signal?: AbortSignal): Promise<SuggestedMapping>;
  testConnection(
    caller: Caller,
    input: TestConnectionInput,
    options?: StatusOptions,
  ): Promise<ProviderStatus>;
  discoverFields(caller: Caller, input: DiscoverFieldsInput, signal?: AbortSignal): Promise<DiscoveredFields>;
}
