-- What members report. Written in sets; keys begin with the collection, and no query crosses collections.
-- No foreign keys among the bulk tables: one writer (package indicator) keeps them whole, and a foreign key check
-- would cost a look-up per row and make one member's lock another member's wait.

CREATE TABLE submission (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,
    member_id     integer NOT NULL,
    client_id     text NOT NULL,
    received_at   timestamptz NOT NULL,
    received      integer NOT NULL,             -- listings in the body, rejected ones too
    created       integer NOT NULL,             -- indicators
    corroborated  integer NOT NULL,
    duplicate     integer NOT NULL,
    rejected      integer NOT NULL,
    PRIMARY KEY (collection_id, id)
);

CREATE TABLE idempotency_key (
    collection_id integer NOT NULL,
    member_id     integer NOT NULL,
    key           text NOT NULL,
    body_hash     bytea NOT NULL,
    answer        bytea,                        -- gzip; written at the end of the same transaction
    created_at    timestamptz NOT NULL,
    PRIMARY KEY (collection_id, member_id, key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (created_at);

CREATE TABLE listing (
    collection_id   integer NOT NULL,
    id              uuid NOT NULL,              -- UUIDv7: the order of arrival
    member_id       integer NOT NULL,
    submission_id   uuid NOT NULL,              -- the newest that carried it
    reference       text NOT NULL,
    observed_at     timestamptz NOT NULL,
    received_at     timestamptz NOT NULL,       -- first
    sent_at         timestamptz NOT NULL,       -- last: renews the life of its indicators
    revision        integer NOT NULL,           -- from 1, raised when it is replaced or decided
    labels          json NOT NULL,              -- as in the API
    note            text,
    content_hash    bytea NOT NULL,             -- of labels and indicators: what a decision was about
    trust           smallint NOT NULL,          -- of the member when it was sent: 0 probation, 1 standard, 2 trusted
    state           smallint NOT NULL,          -- 0 pending, 1 approved, 2 rejected, 3 returned, 4 withdrawn
    candidate       boolean NOT NULL,           -- published without a person, by policy
    queue_reason    smallint NOT NULL,          -- 0 new, 1 changed, 2 allow list, 3 quarantined
    decided_at      timestamptz,
    decided_by      text,                       -- client id
    decision_reason text,
    PRIMARY KEY (collection_id, id),
    UNIQUE (collection_id, member_id, reference)
);
CREATE INDEX listing_pending ON listing (collection_id, id) WHERE state = 0;
-- The few that need another look, among the many that are new.
CREATE INDEX listing_pending_reason ON listing (collection_id, queue_reason, id) WHERE state = 0 AND queue_reason > 0;
CREATE INDEX listing_submission ON listing (collection_id, submission_id, id);

CREATE TABLE indicator (
    collection_id    integer NOT NULL,
    id               uuid NOT NULL,             -- UUIDv4: says nothing of its age
    type             smallint NOT NULL,
    value            bytea NOT NULL,
    created_at       timestamptz NOT NULL,
    withdrawn_at     timestamptz,               -- by staff; a later approval lifts it
    withdrawn_reason text,
    PRIMARY KEY (collection_id, id),
    UNIQUE (collection_id, type, value)
);

CREATE TABLE report (
    collection_id integer NOT NULL,
    indicator_id  uuid NOT NULL,
    listing_id    uuid NOT NULL,
    member_id     integer NOT NULL,
    reported_at   timestamptz NOT NULL,         -- first in this listing
    quality       smallint,
    -- The member before the listing: whether a member has reported an indicator costs the same however many others have.
    PRIMARY KEY (collection_id, indicator_id, member_id, listing_id)
);
CREATE INDEX report_listing ON report (collection_id, listing_id);

CREATE TABLE allow_list (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,
    type          smallint NOT NULL,
    value         bytea NOT NULL,
    note          text NOT NULL,
    created_at    timestamptz NOT NULL,
    created_by    text NOT NULL,
    PRIMARY KEY (collection_id, id),
    UNIQUE (collection_id, type, value)
);

-- Raised with each change, so that nodes know whether what they keep of the list in memory is as it is.
CREATE TABLE allow_list_version (
    collection_id integer PRIMARY KEY,
    version       bigint NOT NULL
);
