-- What members say of what is in the feed: one opinion of a member on an indicator, whichever of its clients gave it.

CREATE TABLE opinion (
    collection_id       integer NOT NULL,
    indicator_id        uuid NOT NULL,
    member_id           integer NOT NULL,
    client_id           text NOT NULL,          -- that gave it last
    opinion             smallint NOT NULL,      -- 0 confirm, 1 dispute, 2 seen, 3 flood
    reason              text,
    trust               smallint NOT NULL,      -- of the member when it was given: 0 probation, 1 standard, 2 trusted
    matched             bigint,                 -- totals so far, as the member counts
    removed             bigint,
    removed_before_view bigint,
    upheld_appeals      bigint,
    given_at            timestamptz NOT NULL,   -- since when the member has been for or against it without a break
    changed_at          timestamptz NOT NULL,   -- last change of anything
    PRIMARY KEY (collection_id, indicator_id, member_id)
);

ALTER TABLE opinion ENABLE ROW LEVEL SECURITY;
ALTER TABLE opinion FORCE ROW LEVEL SECURITY;
CREATE POLICY opinion_of_caller ON opinion USING (alarmcall_sees(member_id));

-- When staff last put back what had been withdrawn: disputes from before are answered.
ALTER TABLE indicator ADD COLUMN cleared_at timestamptz;
CREATE INDEX indicator_quarantined ON indicator (collection_id, id) WHERE withdrawn_reason = 'quarantined';

-- An approved listing that is back in the queue, since one of its indicators is quarantined. It stays approved, else its
-- other indicators would leave the feed.
ALTER TABLE listing ADD COLUMN recalled boolean NOT NULL DEFAULT false;
CREATE INDEX listing_recalled ON listing (collection_id, id) WHERE recalled;
