import type { Environment } from '../../environment/environment.ts';
import { apiRoot } from '../../environment/environment.ts';
import type { ApiResponse } from '../../http/exchange.ts';
import type { Call } from '../call.ts';
import { odataResponse } from '../call.ts';
import { targetColumnOf } from '../columns/column.ts';
import { derivedGuid } from '../derived-guid.ts';
import { unknownProperty } from '../errors.ts';
import { parseQueryOptions } from '../odata/query-options.ts';
import { assertPrivilege } from '../privileges.ts';
import type { MetadataJson } from './attribute-json.ts';
import { labelJson } from './label-json.ts';
import type { Expansion } from './projection.ts';
import { expansionsOf, projected } from './projection.ts';

export const contactMetadataId = derivedGuid('entity contact');

/** `EntityDefinitions(LogicalName='contact')` */
export function readEntity(call: Call): ApiResponse {
  const { environment } = call;
  assertPrivilege(environment.user, 'prvReadEntity', 'entity');
  const options = parseQueryOptions(call.query);
  const json = projected(entityJson(environment), options.select, 'EntityMetadata');
  const expanded = expansionsOf(options.expand).map(
    (expansion) => [expansion.name, collectionOf(environment, expansion)] as const,
  );
  const select = options.select === null ? '' : `(${options.select.join(',')})`;
  return odataResponse(200, {
    '@odata.context': `${apiRoot(environment)}$metadata#EntityDefinitions${select}/$entity`,
    ...json,
    ...Object.fromEntries(expanded),
  });
}

/** `…/Keys` and `…/ManyToOneRelationships` */
export function readEntityCollection(call: Call, name: string): ApiResponse {
  const options = parseQueryOptions(call.query);
  const value = collectionOf(call.environment, { name, select: options.select });
  return odataResponse(200, {
    '@odata.context': `${apiRoot(call.environment)}$metadata#EntityDefinitions('contact')/${name}`,
    value,
  });
}

function collectionOf(environment: Environment, { name, select }: Expansion): MetadataJson[] {
  if (name === 'Keys') {
    assertPrivilege(environment.user, 'prvReadEntity', 'entity');
    return keysJson(environment).map((key) => projected(key, select, 'EntityKeyMetadata'));
  }
  if (name === 'ManyToOneRelationships') {
    assertPrivilege(environment.user, 'prvReadRelationship', 'relationship');
    return relationshipsJson(environment).map((each) =>
      projected(each, select, 'OneToManyRelationshipMetadata'),
    );
  }
  throw unknownProperty(name, 'EntityMetadata');
}

function entityJson(environment: Environment): MetadataJson {
  const language = environment.user.uiLanguage;
  return {
    MetadataId: contactMetadataId,
    HasChanged: null,
    LogicalName: 'contact',
    SchemaName: 'Contact',
    EntitySetName: 'contacts',
    LogicalCollectionName: 'contacts',
    CollectionSchemaName: 'Contacts',
    ObjectTypeCode: 2,
    OwnershipType: 'UserOwned',
    TableType: 'Standard',
    PrimaryIdAttribute: 'contactid',
    PrimaryNameAttribute: 'fullname',
    PrimaryImageAttribute: 'entityimage',
    IsCustomEntity: false,
    IsManaged: true,
    IsActivity: false,
    IsOptimisticConcurrencyEnabled: environment.hasOptimisticConcurrency,
    ChangeTrackingEnabled: true,
    DisplayName: labelJson({ en: 'Contact', de: 'Kontakt' }, language, true),
    DisplayCollectionName: labelJson({ en: 'Contacts', de: 'Kontakte' }, language, true),
    Description: labelJson(null, language, true),
  };
}

function keysJson(environment: Environment): MetadataJson[] {
  return environment.data.contacts.alternateKeys().map(({ definition, status }) => ({
    MetadataId: derivedGuid(`key ${definition.logicalName}`),
    HasChanged: null,
    LogicalName: definition.logicalName,
    SchemaName: definition.schemaName,
    EntityLogicalName: 'contact',
    KeyAttributes: definition.columns,
    EntityKeyIndexStatus: status,
    IsManaged: false,
  }));
}

function relationshipsJson(environment: Environment): MetadataJson[] {
  return environment.data.schema.navigations().flatMap((navigation) =>
    navigation.targets.map((target) => {
      const name = `${navigation.name}_contact_${target}`;
      return {
        MetadataId: derivedGuid(`relationship ${name}`),
        HasChanged: null,
        SchemaName: name,
        RelationshipType: 'OneToManyRelationship',
        ReferencingEntity: 'contact',
        ReferencingAttribute: navigation.column.logicalName,
        ReferencedEntity: target,
        ReferencedAttribute: `${target}id`,
        ReferencingEntityNavigationPropertyName: navigation.name,
        IsPolymorphicLookup: targetColumnOf(navigation.column) !== null,
      };
    }),
  );
}
