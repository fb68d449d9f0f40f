CREATE TABLE `decisions` (
	`account_id` integer NOT NULL,
	`environment_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`not_crm_contact_ids` text NOT NULL,
	`wants_new` integer NOT NULL,
	`ignored_version` text,
	PRIMARY KEY(`account_id`, `environment_id`, `contact_id`)
);
--> statement-breakpoint
CREATE TABLE `reviews` (
	`integration_id` text NOT NULL,
	`contact_id` text NOT NULL,
	`account_id` integer NOT NULL,
	`environment_id` text NOT NULL,
	`reason` text NOT NULL,
	`candidates` text NOT NULL,
	`version` text NOT NULL,
	`since_ms` integer NOT NULL,
	PRIMARY KEY(`integration_id`, `contact_id`),
	FOREIGN KEY (`integration_id`) REFERENCES `integrations`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`account_id`,`contact_id`) REFERENCES `contacts`(`account_id`,`contact_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `reviews_contact` ON `reviews` (`account_id`,`contact_id`);--> statement-breakpoint
CREATE INDEX `reviews_reason` ON `reviews` (`integration_id`,`environment_id`,`reason`);--> statement-breakpoint
ALTER TABLE `runs` ADD `review` integer DEFAULT 0 NOT NULL;