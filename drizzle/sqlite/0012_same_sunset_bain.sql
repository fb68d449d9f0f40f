CREATE TABLE `memory_key` (
	`id` integer PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL
);
--> statement-breakpoint
ALTER TABLE `integrations` ADD `on_edit_conflict` text DEFAULT 'GOODFUNDS' NOT NULL;--> statement-breakpoint
ALTER TABLE `links` ADD `memory` text;