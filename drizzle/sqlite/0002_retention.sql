CREATE INDEX `audit_at` ON `audit` (`at_ms`);--> statement-breakpoint
CREATE INDEX `contacts_stored` ON `contacts` (`stored_at_ms`);--> statement-breakpoint
CREATE INDEX `runs_finished` ON `runs` (`finished_at_ms`);