-- The coalition's staff, who work in the console. Only the system and staff see these rows, no member does.

CREATE TABLE staff_account (
    id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    login         text NOT NULL UNIQUE CHECK (login = lower(login) AND length(login) BETWEEN 3 AND 200),
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
    organisation  text NOT NULL CHECK (length(organisation) BETWEEN 1 AND 200),
    role          text NOT NULL CHECK (role IN ('reviewer', 'lead', 'admin')),
    status        text NOT NULL DEFAULT 'invited' CHECK (status IN ('invited', 'active', 'disabled')),
    password_hash text,                         -- PHC string, argon2id; NULL until the invitation is accepted
    created_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (status <> 'active' OR password_hash IS NOT NULL)
);

-- One time each, and one at a time: a new one takes the place of the one before.
CREATE TABLE staff_invitation (
    account_id  integer PRIMARY KEY REFERENCES staff_account,
    token_hash  bytea NOT NULL UNIQUE,          -- SHA-256 of 256 random bits
    created_at  timestamptz NOT NULL DEFAULT now(),
    expires_at  timestamptz NOT NULL
);

CREATE TABLE staff_factor (
    id            uuid PRIMARY KEY,
    account_id    integer NOT NULL REFERENCES staff_account,
    kind          text NOT NULL CHECK (kind IN ('totp', 'passkey')),
    name          text NOT NULL CHECK (length(name) BETWEEN 1 AND 100),
    secret        bytea NOT NULL,               -- totp: the key, AES-256-GCM; passkey: the credential's public part
    credential_id bytea UNIQUE CHECK ((kind = 'passkey') = (credential_id IS NOT NULL)),
    last_step     bigint NOT NULL DEFAULT 0,    -- totp: the step of the newest code used; passkey: the signature counter
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_used_at  timestamptz
);
CREATE INDEX staff_factor_account ON staff_factor (account_id);

CREATE TABLE staff_recovery_code (
    account_id  integer NOT NULL REFERENCES staff_account,
    code_hash   bytea NOT NULL,                 -- SHA-256 of 80 random bits
    PRIMARY KEY (account_id, code_hash)
);

CREATE TABLE staff_session (
    id            uuid PRIMARY KEY,
    token_hash    bytea NOT NULL UNIQUE,        -- SHA-256 of 256 random bits
    account_id    integer NOT NULL REFERENCES staff_account,
    stage         text NOT NULL CHECK (stage IN ('enrol', 'factor', 'full')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    last_seen_at  timestamptz NOT NULL DEFAULT now(),
    expires_at    timestamptz NOT NULL,
    address       text NOT NULL,
    browser       text NOT NULL CHECK (length(browser) <= 200)
);
CREATE INDEX staff_session_account ON staff_session (account_id);
CREATE INDEX staff_session_expiry ON staff_session (expires_at);

-- What went wrong lately, by account and by address; on every node the same.
CREATE TABLE staff_failure (
    subject     bytea PRIMARY KEY,              -- SHA-256 of the login or the network
    failures    double precision NOT NULL,
    last_at     timestamptz NOT NULL
);

ALTER TABLE staff_account ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_account FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_account_of_staff ON staff_account USING (alarmcall_sees(0));

ALTER TABLE staff_invitation ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_invitation FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_invitation_of_staff ON staff_invitation USING (alarmcall_sees(0));

ALTER TABLE staff_factor ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_factor FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_factor_of_staff ON staff_factor USING (alarmcall_sees(0));

ALTER TABLE staff_recovery_code ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_recovery_code FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_recovery_code_of_staff ON staff_recovery_code USING (alarmcall_sees(0));

ALTER TABLE staff_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_session FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_session_of_staff ON staff_session USING (alarmcall_sees(0));

ALTER TABLE staff_failure ENABLE ROW LEVEL SECURITY;
ALTER TABLE staff_failure FORCE ROW LEVEL SECURITY;
CREATE POLICY staff_failure_of_staff ON staff_failure USING (alarmcall_sees(0));
