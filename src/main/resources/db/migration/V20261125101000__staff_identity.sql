-- An account belongs to a person of the organisation's OpenID Connect provider, or has a password here; never both.
ALTER TABLE staff_account
    ADD COLUMN issuer  text,
    ADD COLUMN subject text CHECK (length(subject) BETWEEN 1 AND 255), -- OpenID Connect Core, section 2
    DROP CONSTRAINT staff_account_check,
    ADD CONSTRAINT staff_account_identity UNIQUE (issuer, subject),
    ADD CONSTRAINT staff_account_identity_whole CHECK ((issuer IS NULL) = (subject IS NULL)),
    ADD CONSTRAINT staff_account_one_way CHECK (issuer IS NULL OR password_hash IS NULL),
    ADD CONSTRAINT staff_account_some_way
        CHECK (status <> 'active' OR issuer IS NOT NULL OR password_hash IS NOT NULL);
