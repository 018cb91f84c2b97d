-- The log. Writers touch; one sequencer at a time turns touches into entries.

CREATE TABLE feed_change (
    collection_id integer NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    kind          text NOT NULL,
    subject_id    uuid NOT NULL,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(), -- for the lag metric
    PRIMARY KEY (collection_id, id)
);

-- Its row is the sequencer's lock: taken FOR UPDATE SKIP LOCKED for each batch.
CREATE TABLE feed_head (
    collection_id integer PRIMARY KEY,
    position      bigint NOT NULL DEFAULT 0,
    chain         bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex'),
    at            timestamptz NOT NULL DEFAULT '-infinity'
);

CREATE TABLE feed_entry (
    collection_id integer NOT NULL,
    position      bigint NOT NULL,
    at            timestamptz NOT NULL,
    kind          text NOT NULL,
    type          text NOT NULL,
    subject_id    uuid NOT NULL,
    value         bytea,                        -- as in feed_live; for those who follow the log inside the server
    tier          smallint NOT NULL,            -- the rank from here on: 0 not in the feed, 1 candidate, 2 reviewed, 3 corroborated
    tier_before   smallint NOT NULL,            -- the rank up to here: who is below its filter now and was not before must be told
    payload       text NOT NULL,                -- the bytes on the wire (UTF-8)
    leave_payload text,                         -- what a reader gets whose tier it left; NULL when the tier did not fall, or fell to 0
    chain         bytea NOT NULL,               -- SHA-256(chain before || SHA-256(payload))
    PRIMARY KEY (collection_id, position)
);

-- What is in the feed now.
CREATE TABLE feed_live (
    collection_id integer NOT NULL,
    kind          text NOT NULL,
    subject_id    uuid NOT NULL,
    position      bigint NOT NULL,              -- of its newest entry
    type          text NOT NULL,
    tier          smallint NOT NULL,            -- 1..3
    value         bytea,                        -- what it is looked up by; NULL when by nothing. Never changes
    digest_key    bytea NOT NULL,               -- SHA-256 of what the digest sums over
    body_hash     bytea NOT NULL,               -- SHA-256 of the object last published
    expires_at    timestamptz,
    PRIMARY KEY (collection_id, kind, subject_id)
);
CREATE INDEX feed_live_value ON feed_live (collection_id, type, value) WHERE value IS NOT NULL;
CREATE INDEX feed_live_expiry ON feed_live (collection_id, expires_at) WHERE expires_at IS NOT NULL;

-- The manifest, kept up to date with the log.
CREATE TABLE feed_digest (
    collection_id integer NOT NULL,
    kind          text NOT NULL,
    type          text NOT NULL,
    tier          smallint NOT NULL,            -- exactly this tier
    count         bigint NOT NULL,
    digest        bytea NOT NULL,               -- sum modulo 2^256 of digest_key, 32 bytes, big-endian
    PRIMARY KEY (collection_id, kind, type, tier)
);

CREATE TABLE feed_cursor (
    collection_id integer NOT NULL,
    client_id     text NOT NULL,
    member_id     integer NOT NULL,
    position      bigint NOT NULL,              -- last sent as after; -1: none yet
    served        bigint NOT NULL,              -- the furthest position that the client was given
    at            timestamptz NOT NULL,
    PRIMARY KEY (collection_id, client_id)
);
