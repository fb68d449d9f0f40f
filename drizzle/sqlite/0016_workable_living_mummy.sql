ALTER TABLE `integrations` ADD `on_refused_value` text DEFAULT 'FAIL' NOT NULL;--> statement-breakpoint
ALTER TABLE `items` ADD `has_warnings` integer DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `runs` ADD `warnings` integer DEFAULT 0 NOT NULL;