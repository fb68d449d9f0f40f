CREATE TABLE `key_canary` (
	`id` integer PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL
);
