ALTER TABLE `runs` ADD `retried_run_id` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `retried_reason` text;