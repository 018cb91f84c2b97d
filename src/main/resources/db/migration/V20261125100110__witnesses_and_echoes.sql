-- Who had been given an indicator before reporting it is an echo, not a witness. The facts are stored; the judgement is derived.

-- The furthest position of the feed that the member's clients had been given when it first reported the indicator; 0 for none.
-- What was reported before this column is taken for independent.
ALTER TABLE report ADD COLUMN pulled bigint NOT NULL DEFAULT 0;

-- The position at which the first of all that were ever in the family came into the feed. It never rises.
ALTER TABLE family ADD COLUMN first bigint NOT NULL DEFAULT 9223372036854775807;
UPDATE family SET first = known.first
FROM (SELECT m.collection_id, m.family_id, min(f.position) AS first
    FROM family_member m
    JOIN feed_first f ON f.collection_id = m.collection_id AND f.kind = 'indicator' AND f.subject_id = m.indicator_id
    GROUP BY m.collection_id, m.family_id) AS known
WHERE family.collection_id = known.collection_id AND family.id = known.family_id;
ALTER TABLE family ALTER COLUMN first DROP DEFAULT;

-- When a subject's state changes by itself: a witness grows too old before the indicator expires.
ALTER TABLE feed_live ADD COLUMN changes_at timestamptz;
UPDATE feed_live SET changes_at = expires_at;
DROP INDEX feed_live_expiry;
CREATE INDEX feed_live_changes ON feed_live (collection_id, changes_at) WHERE changes_at IS NOT NULL;

-- The new rules apply to what is in the feed.
INSERT INTO feed_change (collection_id, kind, subject_id) SELECT collection_id, kind, subject_id FROM feed_live;
