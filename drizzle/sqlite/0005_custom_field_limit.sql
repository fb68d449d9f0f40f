DELETE FROM `custom_fields` WHERE `rowid` IN (
	SELECT `id` FROM (
		SELECT `rowid` AS `id`, row_number() OVER (PARTITION BY `account_id` ORDER BY `name`) AS `place` FROM `custom_fields`
	) WHERE `place` > 1000
);
