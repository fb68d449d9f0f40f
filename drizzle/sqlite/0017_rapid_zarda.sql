CREATE INDEX `integrations_changed_due` ON `integrations` (`changed_due_ms`);--> statement-breakpoint
CREATE INDEX `integrations_all_due` ON `integrations` (`all_due_ms`);