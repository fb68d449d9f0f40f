import type { EmulatorState } from '../emulator-state.ts';
import type { ApplicationUser } from '../environment/application-user.ts';
import type { Environment } from '../environment/environment.ts';
import type {
  ColumnPermissionsInput,
  DirectoryInput,
  IpFirewallInput,
  PrivilegesInput,
  SecretInput,
  UserInput,
} from './schemas.ts';
import {
  columnPermissionsSchema,
  directorySchema,
  ipFirewallSchema,
  organizationSchema,
  privilegesSchema,
  secretSchema,
  userSchema,
} from './schemas.ts';

/** Controls the application user, its privileges and its credentials. */
export interface IdentityControls {
  setUser(changes: UserInput): void;
  /** Replaces all privileges: `{ prvReadContact: 'Global' }`. */
  setPrivileges(privileges: PrivilegesInput): void;
  /** Adds privileges or changes their depth; null removes one. */
  changePrivileges(changes: Readonly<Record<string, PrivilegesInput[string] | null>>): void;
  /** Replaces the permissions on secured columns, by logical name. */
  setColumnPermissions(permissions: ColumnPermissionsInput): void;
  setSecret(changes: SecretInput): void;
  setDirectory(changes: DirectoryInput): void;
  setOrganization(changes: { readonly organizationId: string }): void;
  setIpFirewall(changes: IpFirewallInput): void;
}

export function identityControls({ environment }: EmulatorState): IdentityControls {
  return {
    setUser: (changes) => setUser(environment, defined(userSchema.parse(changes))),
    setPrivileges: (privileges) =>
      changeUser(environment, { privileges: new Map(Object.entries(privilegesSchema.parse(privileges))) }),
    changePrivileges: (changes) => changePrivileges(environment, changes),
    setColumnPermissions: (permissions) => {
      const parsed = columnPermissionsSchema.parse(permissions);
      changeUser(environment, { columnPermissions: new Map(Object.entries(parsed)) });
    },
    setSecret: (changes) => setSecret(environment, changes),
    setDirectory: (changes) => {
      environment.directory = { ...environment.directory, ...defined(directorySchema.parse(changes)) };
    },
    setOrganization: (changes) => {
      environment.organizationId = organizationSchema.parse(changes).organizationId;
    },
    setIpFirewall: (changes) => {
      environment.blocksCaller = ipFirewallSchema.parse(changes).blocksCaller;
    },
  };
}

function setUser(environment: Environment, changes: Partial<ApplicationUser>): void {
  changeUser(environment, changes);
  const { systemUserId, name } = environment.user;
  environment.data.related.add('systemuser', systemUserId, name);
}

function changeUser(environment: Environment, changes: Partial<ApplicationUser>): void {
  environment.user = { ...environment.user, ...changes };
}

function changePrivileges(
  environment: Environment,
  changes: Readonly<Record<string, PrivilegesInput[string] | null>>,
): void {
  const privileges = new Map(environment.user.privileges);
  for (const [name, depth] of Object.entries(changes)) {
    if (depth === null) privileges.delete(name);
    else privileges.set(name, privilegesSchema.parse({ [name]: depth })[name] ?? depth);
  }
  changeUser(environment, { privileges });
}

function setSecret(environment: Environment, changes: SecretInput): void {
  const { clientSecret, expiresOn } = secretSchema.parse(changes);
  environment.directory = {
    ...environment.directory,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(expiresOn === undefined
      ? {}
      : { clientSecretExpiresOn: expiresOn === null ? null : new Date(expiresOn) }),
  };
}

type Defined<Changes> = { [Name in keyof Changes]?: Exclude<Changes[Name], undefined> };

/** Without the members that are undefined. The cast states what the filter has done. */
export function defined<Changes extends object>(changes: Changes): Defined<Changes> {
  const entries = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Defined<Changes>;
}
