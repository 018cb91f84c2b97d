-- Members, their clients, the collections. Small tables, read as a whole into each node's directory.

CREATE TABLE member (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    name        text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    sector      text NOT NULL CHECK (sector IN ('ecommerce', 'search', 'social', 'payments', 'logistics', 'ngo', 'other')),
    status      text NOT NULL DEFAULT 'active' CHECK (status IN ('active', 'suspended')),
    trust       text NOT NULL DEFAULT 'probation' CHECK (trust IN ('probation', 'standard', 'trusted')),
    coalition   boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- There is one coalition.
CREATE UNIQUE INDEX member_one_coalition ON member (coalition) WHERE coalition;

INSERT INTO member (slug, name, sector, trust, coalition)
VALUES ('coalition', 'The coalition', 'ngo', 'trusted', true);

CREATE TABLE collection (
    id          integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
    title       text NOT NULL CHECK (length(title) BETWEEN 1 AND 200),
    description text NOT NULL DEFAULT '' CHECK (length(description) <= 4000),
    tlp         text NOT NULL CHECK (tlp IN ('CLEAR', 'GREEN', 'AMBER', 'AMBER+STRICT', 'RED')),
    created_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE collection_member (
    collection_id integer NOT NULL REFERENCES collection,
    member_id     integer NOT NULL REFERENCES member,
    access        text NOT NULL CHECK (access IN ('read', 'write', 'read-write')),
    PRIMARY KEY (collection_id, member_id)
);

CREATE TABLE api_client (
    id                    text PRIMARY KEY CHECK (id ~ '^[A-Za-z0-9._-]{1,64}$'),
    member_id             integer NOT NULL REFERENCES member,
    name                  text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    scopes                text[] NOT NULL CHECK (cardinality(scopes) > 0),
    collections           text[],               -- slugs the client is limited to; NULL: not limited
    secret_hash           bytea NOT NULL,       -- salt (16 bytes) and SHA-256 of salt and secret
    previous_secret_hash  bytea,
    previous_secret_until timestamptz,          -- the end of the overlap after a rotation
    created_at            timestamptz NOT NULL DEFAULT now(),
    expires_at            timestamptz,
    removed_at            timestamptz
);

CREATE INDEX api_client_member ON api_client (member_id);

CREATE TABLE signing_key (
    kid           text PRIMARY KEY,
    algorithm     text NOT NULL,
    public_key    bytea NOT NULL,               -- X.509 SubjectPublicKeyInfo
    private_key   bytea NOT NULL,               -- PKCS #8, AES-256-GCM: nonce (12 bytes), ciphertext, tag
    created_at    timestamptz NOT NULL DEFAULT now(),
    signs_from    timestamptz NOT NULL,         -- published before it signs, so that verifiers know it
    verifies_until timestamptz                  -- NULL while it is the newest
);

-- Members hash sellers' accounts under the newest, and look up with all that are valid.
CREATE TABLE account_key (
    version     integer PRIMARY KEY,
    key         bytea NOT NULL,                 -- 32 bytes, AES-256-GCM: nonce (12 bytes), ciphertext, tag
    created_at  timestamptz NOT NULL,
    valid_until timestamptz                     -- NULL while it is the newest
);

CREATE TABLE revoked_token (
    jti        text PRIMARY KEY,
    expires_at timestamptz NOT NULL             -- of the token; the row may go after it
);

-- Raised in each transaction that changes a row above; nodes poll it and read the directory anew.
CREATE TABLE directory_version (
    one     boolean PRIMARY KEY DEFAULT true CHECK (one),
    version bigint NOT NULL
);
INSERT INTO directory_version (version) VALUES (1);
