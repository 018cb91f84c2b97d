-- What each client has looked up in a day (UTC), on all nodes together. Each node adds what it has counted each second.

CREATE TABLE lookup_day (
    day       date NOT NULL,
    client_id text NOT NULL,
    member_id integer NOT NULL,
    lookups   bigint NOT NULL,
    misses    bigint NOT NULL,                  -- values that were not found
    prefixes  bigint NOT NULL,                  -- different ones, estimated
    alarmed   boolean NOT NULL DEFAULT false,   -- it has been audited
    PRIMARY KEY (day, client_id)
);
