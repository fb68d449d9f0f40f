-- The ids of erased contacts become longer than an id that can be pushed.
UPDATE `items` SET `contact_id` = format('%-201s', `contact_id`)
WHERE `contact_id` = 'forgotten-' || `id` AND `state` = 'DONE' AND `email` IS NULL AND `crm_contact_id` IS NULL;
