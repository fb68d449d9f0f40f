CREATE TABLE `audit` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`account_id` integer NOT NULL,
	`integration_id` text,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`changes` text NOT NULL,
	`at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_account` ON `audit` (`account_id`,`id`);--> statement-breakpoint
CREATE TABLE `contacts` (
	`account_id` integer NOT NULL,
	`contact_id` text NOT NULL,
	`content` text NOT NULL,
	`content_hash` text NOT NULL,
	`email` text,
	`search_text` text NOT NULL,
	`revision` integer NOT NULL,
	`source_updated_at_ms` integer,
	`stored_at_ms` integer NOT NULL,
	PRIMARY KEY(`account_id`, `contact_id`)
);
--> statement-breakpoint
CREATE INDEX `contacts_email` ON `contacts` (`account_id`,`email`);--> statement-breakpoint
CREATE TABLE `custom_fields` (
	`account_id` integer NOT NULL,
	`name` text NOT NULL,
	`type` text NOT NULL,
	PRIMARY KEY(`account_id`, `name`)
);
--> statement-breakpoint
CREATE TABLE `idempotency` (
	`account_id` integer NOT NULL,
	`procedure` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`answer` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	PRIMARY KEY(`account_id`, `procedure`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_created` ON `idempotency` (`created_at_ms`);--> statement-breakpoint
CREATE TABLE `integrations` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`provider` text NOT NULL,
	`name` text NOT NULL,
	`credentials` text NOT NULL,
	`secrets` text NOT NULL,
	`credentials_version` integer NOT NULL,
	`mapping` text NOT NULL,
	`strategy` text NOT NULL,
	`on_ambiguous_match` text NOT NULL,
	`on_deleted_in_crm` text NOT NULL,
	`enabled` integer NOT NULL,
	`environment_id` text,
	`status` text NOT NULL,
	`version` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `integrations_account` ON `integrations` (`account_id`);--> statement-breakpoint
CREATE UNIQUE INDEX `integrations_enabled_environment` ON `integrations` (`account_id`,`environment_id`) WHERE enabled = 1 and environment_id is not null;--> statement-breakpoint
CREATE TABLE `items` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`run_id` text NOT NULL,
	`integration_id` text NOT NULL,
	`account_id` integer NOT NULL,
	`contact_id` text NOT NULL,
	`email` text,
	`priority` integer NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`reason` text,
	`crm_contact_id` text,
	`details` text,
	`attempts` integer NOT NULL,
	`finished_at_ms` integer,
	FOREIGN KEY (`run_id`) REFERENCES `runs`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `items_run_contact` ON `items` (`run_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `items_state` ON `items` (`integration_id`,`state`,`priority`);--> statement-breakpoint
CREATE INDEX `items_run` ON `items` (`run_id`);--> statement-breakpoint
CREATE INDEX `items_run_outcome` ON `items` (`run_id`,`outcome`);--> statement-breakpoint
CREATE INDEX `items_contact` ON `items` (`account_id`,`contact_id`);--> statement-breakpoint
CREATE TABLE `links` (
	`account_id` integer NOT NULL,
	`environment_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`crm_contact_id` text NOT NULL,
	`content_hash` text NOT NULL,
	`settings_hash` text NOT NULL,
	`linked_at_ms` integer NOT NULL,
	PRIMARY KEY(`account_id`, `environment_id`, `contact_id`)
);
--> statement-breakpoint
CREATE INDEX `links_crm_contact` ON `links` (`account_id`,`environment_id`,`crm_contact_id`);--> statement-breakpoint
CREATE TABLE `runs` (
	`id` text PRIMARY KEY NOT NULL,
	`account_id` integer NOT NULL,
	`integration_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`trigger` text NOT NULL,
	`scope` text NOT NULL,
	`status` text NOT NULL,
	`pause` text,
	`cancel_requested` integer NOT NULL,
	`expand_cursor` text,
	`expanded` integer NOT NULL,
	`total` integer NOT NULL,
	`created` integer NOT NULL,
	`updated` integer NOT NULL,
	`unchanged` integer NOT NULL,
	`skipped` integer NOT NULL,
	`failed` integer NOT NULL,
	`error` text,
	`revision` integer NOT NULL,
	`created_at_ms` integer NOT NULL,
	`started_at_ms` integer,
	`finished_at_ms` integer,
	FOREIGN KEY (`integration_id`) REFERENCES `integrations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE UNIQUE INDEX `runs_sequence` ON `runs` (`sequence`);--> statement-breakpoint
CREATE INDEX `runs_integration` ON `runs` (`integration_id`,`sequence`);--> statement-breakpoint
CREATE INDEX `runs_status` ON `runs` (`integration_id`,`status`);--> statement-breakpoint
CREATE TABLE `tasks` (
	`integration_id` text PRIMARY KEY NOT NULL,
	`wanted` integer NOT NULL,
	`not_before_ms` integer NOT NULL,
	`queued_at_ms` integer NOT NULL,
	`lease_owner` text,
	`lease_until_ms` integer NOT NULL,
	`epoch` integer NOT NULL,
	`failures` integer NOT NULL,
	FOREIGN KEY (`integration_id`) REFERENCES `integrations`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `tasks_due` ON `tasks` (`not_before_ms`);--> statement-breakpoint
CREATE TABLE `throttles` (
	`key` text PRIMARY KEY NOT NULL,
	`blocked_until_ms` integer NOT NULL
);
