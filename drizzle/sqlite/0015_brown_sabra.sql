ALTER TABLE `integrations` ADD `schedule` text DEFAULT '{"changed":"OFF","all":"OFF","time":"02:00","timeZone":"Europe/Berlin"}' NOT NULL;--> statement-breakpoint
ALTER TABLE `integrations` ADD `changed_due_ms` integer;--> statement-breakpoint
ALTER TABLE `integrations` ADD `all_due_ms` integer;