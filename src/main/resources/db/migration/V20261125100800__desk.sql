-- The reviewers' desk: who is at which listing, decisions that can still be undone, and first approvals of two.

-- What the feed already has without a person's look: next after what members dispute.
CREATE INDEX listing_pending_candidate ON listing (collection_id, id) WHERE state = 0 AND candidate;

CREATE TABLE listing_claim (
    collection_id integer NOT NULL,
    listing_id    uuid NOT NULL,
    client_id     text NOT NULL,
    name          text NOT NULL,                -- of the person, for the others
    expires_at    timestamptz NOT NULL,         -- renewed while the page is open
    PRIMARY KEY (collection_id, listing_id)
);
CREATE INDEX listing_claim_expiry ON listing_claim (expires_at);

-- A decision of the console, from the click until it takes effect.
CREATE TABLE held_decision (
    id            uuid PRIMARY KEY,
    login         text NOT NULL,
    name          text NOT NULL,
    verdict       text NOT NULL CHECK (verdict IN ('approve', 'reject', 'return')),
    reason        text,
    labels        json,                         -- in place of the one listing's
    title         text NOT NULL,                -- for who may undo it
    listings      uuid[] NOT NULL,
    revisions     integer[] NOT NULL CHECK (cardinality(revisions) = cardinality(listings)),
    submission_id uuid,                         -- all of it that waits; then no listings
    decided_at    timestamptz NOT NULL,
    due_at        timestamptz NOT NULL,
    attempts      smallint NOT NULL DEFAULT 0
);
CREATE INDEX held_decision_due ON held_decision (due_at);

-- Where two people must approve: the first, of the listing as it was then.
CREATE TABLE first_approval (
    collection_id integer NOT NULL,
    listing_id    uuid NOT NULL,
    revision      integer NOT NULL,
    client_id     text NOT NULL,
    labels        json,                         -- as the first corrected them
    at            timestamptz NOT NULL,
    PRIMARY KEY (collection_id, listing_id)
);

ALTER TABLE listing_claim ENABLE ROW LEVEL SECURITY;
ALTER TABLE listing_claim FORCE ROW LEVEL SECURITY;
CREATE POLICY listing_claim_of_staff ON listing_claim USING (alarmcall_sees(0));

ALTER TABLE held_decision ENABLE ROW LEVEL SECURITY;
ALTER TABLE held_decision FORCE ROW LEVEL SECURITY;
CREATE POLICY held_decision_of_staff ON held_decision USING (alarmcall_sees(0));

ALTER TABLE first_approval ENABLE ROW LEVEL SECURITY;
ALTER TABLE first_approval FORCE ROW LEVEL SECURITY;
CREATE POLICY first_approval_of_staff ON first_approval USING (alarmcall_sees(0));
