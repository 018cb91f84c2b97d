-- Waiting listings that look alike, so that staff look at 500 copies of one picture once. Made of what waits, published or not.

-- The family of a listing that waits; null until the keeper has looked at it. The index is the truth: a listing that is decided,
-- withdrawn or replaced leaves its family in the same transaction.
ALTER TABLE listing ADD COLUMN family uuid;
CREATE INDEX listing_pending_family ON listing (collection_id, family, id) WHERE state = 0 AND family IS NOT NULL;
CREATE INDEX listing_pending_no_family ON listing (collection_id, id) WHERE state = 0 AND family IS NULL;

CREATE TABLE queue_family (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,                -- that of the listing that founded it: the order of arrival
    size          integer NOT NULL,             -- waiting listings at the last count: for the order of the queue only
    PRIMARY KEY (collection_id, id)
);
CREATE INDEX queue_family_order ON queue_family (collection_id, (-size), id);

-- What its founder showed. Whoever is near to one of these when it comes is of the family, also when the founder is decided.
CREATE TABLE queue_family_value (
    collection_id integer NOT NULL,
    family_id     uuid NOT NULL,
    type          smallint NOT NULL,
    value         bytea NOT NULL,
    PRIMARY KEY (collection_id, family_id, type, value)
);

ALTER TABLE queue_family ENABLE ROW LEVEL SECURITY;
ALTER TABLE queue_family FORCE ROW LEVEL SECURITY;
CREATE POLICY queue_family_of_staff ON queue_family USING (alarmcall_sees(0));

ALTER TABLE queue_family_value ENABLE ROW LEVEL SECURITY;
ALTER TABLE queue_family_value FORCE ROW LEVEL SECURITY;
CREATE POLICY queue_family_value_of_staff ON queue_family_value USING (alarmcall_sees(0));
