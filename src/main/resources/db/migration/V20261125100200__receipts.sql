-- Receipts: who held what was withdrawn, and since when it is past the withdrawal.

-- Where a subject came into the feed for the last time; NULL while it has come in once only.
ALTER TABLE feed_first ADD COLUMN latest bigint;
UPDATE feed_first AS first SET latest = again.position
FROM (SELECT collection_id, kind, subject_id, max(position) AS position FROM feed_entry
    WHERE tier > 0 AND tier_before = 0
    GROUP BY collection_id, kind, subject_id) AS again
WHERE first.collection_id = again.collection_id AND first.kind = again.kind AND first.subject_id = again.subject_id
    AND first.position < again.position;

-- The entries with which a subject left the feed.
CREATE TABLE feed_withdrawal (
    collection_id integer NOT NULL,
    position      bigint NOT NULL,              -- of the entry
    at            timestamptz NOT NULL,         -- of the entry
    entered       bigint NOT NULL,              -- where it had come in: who was at entered or after, and before position, held it
    PRIMARY KEY (collection_id, position)
);
CREATE INDEX feed_withdrawal_at ON feed_withdrawal (collection_id, at);

INSERT INTO feed_withdrawal (collection_id, position, at, entered)
SELECT collection_id, position, at, entered
FROM (SELECT collection_id, position, at, tier,
        max(position) FILTER (WHERE tier_before = 0)
            OVER (PARTITION BY collection_id, kind, subject_id ORDER BY position) AS entered
    FROM feed_entry WHERE tier = 0 OR tier_before = 0) AS run
WHERE tier = 0;

ALTER TABLE feed_cursor
    ADD COLUMN position_at timestamptz NOT NULL DEFAULT now(), -- since when it sends this position
    ADD COLUMN given       bigint NOT NULL DEFAULT 0,          -- where its last answer ended; below served when it reads again
    ADD COLUMN served_at   timestamptz NOT NULL DEFAULT now(); -- since when it was given that much
UPDATE feed_cursor SET position_at = at, given = served, served_at = at;

-- A client was given more for the first time, and a withdrawal lies in between: (from_position, to_position]. The steps
-- of a client do not overlap, so each withdrawal that it was given lies in one.
CREATE TABLE feed_passage (
    collection_id integer NOT NULL,
    client_id     text NOT NULL,
    member_id     integer NOT NULL,
    from_position bigint NOT NULL,
    from_at       timestamptz NOT NULL,         -- since when it was there
    to_position   bigint NOT NULL,
    said_at       timestamptz,                  -- when it first sent to_position or more as after; NULL: not yet
    PRIMARY KEY (collection_id, client_id, to_position)
);
CREATE INDEX feed_passage_unsaid ON feed_passage (collection_id, client_id, to_position) WHERE said_at IS NULL;

ALTER TABLE feed_cursor ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_cursor FORCE ROW LEVEL SECURITY;
CREATE POLICY feed_cursor_of_caller ON feed_cursor USING (alarmcall_sees(member_id));

ALTER TABLE feed_passage ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_passage FORCE ROW LEVEL SECURITY;
CREATE POLICY feed_passage_of_caller ON feed_passage USING (alarmcall_sees(member_id));
