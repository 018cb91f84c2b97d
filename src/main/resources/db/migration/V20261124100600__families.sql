-- Families of near-duplicates, per collection. They are made of what is in the feed and of nothing else, so no row is a member's.

CREATE TABLE family (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,                -- what entries carry as cluster
    type          text NOT NULL,                -- of all its fingerprints
    medoid_id     uuid NOT NULL,                -- the indicator that all others are near to
    medoid        bytea NOT NULL,               -- its value
    size          integer NOT NULL,             -- rows of family_member
    PRIMARY KEY (collection_id, id)
);

CREATE TABLE family_member (
    collection_id integer NOT NULL,
    indicator_id  uuid NOT NULL,
    family_id     uuid NOT NULL,
    type          text NOT NULL,
    value         bytea NOT NULL,
    PRIMARY KEY (collection_id, indicator_id)
);
CREATE INDEX family_member_value ON family_member (collection_id, value);
CREATE INDEX family_member_family ON family_member (collection_id, family_id);

-- Values to be looked at again, before more of the log is read.
CREATE TABLE family_due (
    collection_id integer NOT NULL,
    id            bigint GENERATED ALWAYS AS IDENTITY,
    type          text NOT NULL,
    value         bytea NOT NULL,
    PRIMARY KEY (collection_id, id)
);

-- How far the families follow the feed. Its row is the keeper's lock: taken FOR UPDATE SKIP LOCKED for each batch.
CREATE TABLE family_head (
    collection_id integer PRIMARY KEY,
    position      bigint NOT NULL DEFAULT 0,
    chain         bytea NOT NULL DEFAULT decode(repeat('00', 32), 'hex')
);
