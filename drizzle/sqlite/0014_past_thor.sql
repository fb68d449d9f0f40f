ALTER TABLE `items` ADD `contradictions` text;--> statement-breakpoint
CREATE INDEX `items_contradictions` ON `items` (`run_id`) WHERE contradictions is not null;