-- Append-only: the trigger holds for the owner, too.

CREATE TABLE audit_entry (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT now(),
    member_id     integer NOT NULL,             -- 0: the system
    client_id     text NOT NULL,
    action        text NOT NULL,                -- for example listing.approve
    collection_id integer,
    subject       text NOT NULL,                -- the id or slug of what it was done to
    details       json NOT NULL
);
CREATE INDEX audit_entry_subject ON audit_entry (subject, id);

CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit_entry is append-only';
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only();
