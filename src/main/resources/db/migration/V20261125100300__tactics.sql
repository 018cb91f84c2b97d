-- Reports of how sellers evade detection. What a member wrote is in tactic, under row-level security; what staff have
-- published is copied to published_tactic and code_word, which name no member and are what readers are served from.

-- Trusted: an owner of the database that is no superuser may create it.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The text search configuration of a BCP 47 tag; simple where PostgreSQL has none for the language.
CREATE FUNCTION alarmcall_text_config(language text) RETURNS regconfig LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE split_part(lower(language), '-', 1)
        WHEN 'ar' THEN 'pg_catalog.arabic'::regconfig
        WHEN 'hy' THEN 'pg_catalog.armenian'::regconfig
        WHEN 'eu' THEN 'pg_catalog.basque'::regconfig
        WHEN 'ca' THEN 'pg_catalog.catalan'::regconfig
        WHEN 'da' THEN 'pg_catalog.danish'::regconfig
        WHEN 'nl' THEN 'pg_catalog.dutch'::regconfig
        WHEN 'en' THEN 'pg_catalog.english'::regconfig
        WHEN 'fi' THEN 'pg_catalog.finnish'::regconfig
        WHEN 'fr' THEN 'pg_catalog.french'::regconfig
        WHEN 'de' THEN 'pg_catalog.german'::regconfig
        WHEN 'el' THEN 'pg_catalog.greek'::regconfig
        WHEN 'hi' THEN 'pg_catalog.hindi'::regconfig
        WHEN 'hu' THEN 'pg_catalog.hungarian'::regconfig
        WHEN 'id' THEN 'pg_catalog.indonesian'::regconfig
        WHEN 'ga' THEN 'pg_catalog.irish'::regconfig
        WHEN 'it' THEN 'pg_catalog.italian'::regconfig
        WHEN 'lt' THEN 'pg_catalog.lithuanian'::regconfig
        WHEN 'ne' THEN 'pg_catalog.nepali'::regconfig
        WHEN 'nb' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'nn' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'no' THEN 'pg_catalog.norwegian'::regconfig
        WHEN 'pt' THEN 'pg_catalog.portuguese'::regconfig
        WHEN 'ro' THEN 'pg_catalog.romanian'::regconfig
        WHEN 'ru' THEN 'pg_catalog.russian'::regconfig
        WHEN 'sr' THEN 'pg_catalog.serbian'::regconfig
        WHEN 'es' THEN 'pg_catalog.spanish'::regconfig
        WHEN 'sv' THEN 'pg_catalog.swedish'::regconfig
        WHEN 'ta' THEN 'pg_catalog.tamil'::regconfig
        WHEN 'tr' THEN 'pg_catalog.turkish'::regconfig
        WHEN 'yi' THEN 'pg_catalog.yiddish'::regconfig
        ELSE 'pg_catalog.simple'::regconfig
    END
$$;

-- Code words are found as they are written as well, since they are seldom of the report's language.
CREATE FUNCTION alarmcall_tactic_search(language text, title text, narrative text, code_terms text) RETURNS tsvector
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector(alarmcall_text_config(language), title), 'A')
        || setweight(to_tsvector(alarmcall_text_config(language), code_terms), 'B')
        || setweight(to_tsvector('pg_catalog.simple', code_terms), 'B')
        || setweight(to_tsvector(alarmcall_text_config(language), narrative), 'C')
$$;

CREATE TABLE tactic (
    collection_id   integer NOT NULL,
    id              uuid NOT NULL,              -- UUIDv4: says nothing of its age
    member_id       integer NOT NULL,
    client_id       text NOT NULL,
    revision        integer NOT NULL,           -- from 1, raised with each change
    state           smallint NOT NULL,          -- 0 pending, 1 approved, 2 rejected, 3 returned, 4 withdrawn, 5 merged
    title           text NOT NULL,
    narrative       text NOT NULL,
    first_seen      timestamptz NOT NULL,
    labels          json NOT NULL,              -- as in the API
    techniques      text[] NOT NULL,
    code_words      jsonb NOT NULL,             -- as in the API
    code_terms      text NOT NULL,              -- their terms, a line each
    taxon           text GENERATED ALWAYS AS (labels #>> '{taxon,scientificName}') STORED,
    term            text GENERATED ALWAYS AS (labels ->> 'term') STORED,
    language        text GENERATED ALWAYS AS (labels ->> 'language') STORED,
    search          tsvector GENERATED ALWAYS AS
        (alarmcall_tactic_search(labels ->> 'language', title, narrative, code_terms)) STORED,
    created_at      timestamptz NOT NULL,
    changed_at      timestamptz NOT NULL,       -- by the member: its place in the queue
    decided_at      timestamptz,
    decided_by      text,                       -- client id
    decision_reason text,
    left_reason     text,                       -- why it left the feed; NULL while it is in it or never was
    merged_into     uuid,
    PRIMARY KEY (collection_id, id)
);
CREATE INDEX tactic_own ON tactic (collection_id, member_id, created_at, id);
CREATE INDEX tactic_state ON tactic (collection_id, state, changed_at, id);
CREATE INDEX tactic_created ON tactic (collection_id, created_at);
CREATE INDEX tactic_merged ON tactic (collection_id, merged_into) WHERE merged_into IS NOT NULL;

-- The member's own listings that show it.
CREATE TABLE tactic_listing (
    collection_id integer NOT NULL,
    tactic_id     uuid NOT NULL,
    listing_id    uuid NOT NULL,
    member_id     integer NOT NULL,
    reference     text NOT NULL,
    PRIMARY KEY (collection_id, tactic_id, listing_id)
);

ALTER TABLE tactic ENABLE ROW LEVEL SECURITY;
ALTER TABLE tactic FORCE ROW LEVEL SECURITY;
CREATE POLICY tactic_of_caller ON tactic USING (alarmcall_sees(member_id));

ALTER TABLE tactic_listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE tactic_listing FORCE ROW LEVEL SECURITY;
CREATE POLICY tactic_listing_of_caller ON tactic_listing USING (alarmcall_sees(member_id));

-- As it was approved. Not under row-level security, which would also keep PostgreSQL from using the indexes on text: their
-- operators may not see a row before its policy has.
CREATE TABLE published_tactic (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,
    revision      integer NOT NULL,
    published_at  timestamptz NOT NULL,         -- first
    title         text NOT NULL,
    narrative     text NOT NULL,
    first_seen    timestamptz NOT NULL,         -- the day
    labels        json NOT NULL,
    techniques    text[] NOT NULL,
    code_terms    text NOT NULL,
    taxon         text GENERATED ALWAYS AS (labels #>> '{taxon,scientificName}') STORED,
    term          text GENERATED ALWAYS AS (labels ->> 'term') STORED,
    language      text GENERATED ALWAYS AS (labels ->> 'language') STORED,
    search        tsvector GENERATED ALWAYS AS
        (alarmcall_tactic_search(labels ->> 'language', title, narrative, code_terms)) STORED,
    PRIMARY KEY (collection_id, id)
);
CREATE INDEX published_tactic_newest ON published_tactic (collection_id, published_at, id);
CREATE INDEX published_tactic_search ON published_tactic USING gin (search);
CREATE INDEX published_tactic_text ON published_tactic USING gin ((title || ' ' || narrative) gin_trgm_ops);
CREATE INDEX published_tactic_terms ON published_tactic USING gin (code_terms gin_trgm_ops);

-- The register: code words of published tactics.
CREATE TABLE code_word (
    collection_id integer NOT NULL,
    id            uuid NOT NULL,
    tactic_id     uuid NOT NULL,
    ordinal       integer NOT NULL,
    term          text NOT NULL,
    key           text NOT NULL,                -- the term in lower case, by the application: a locale's differs
    language      text NOT NULL,
    meaning       text NOT NULL,
    requires      jsonb NOT NULL,               -- arrays of texts
    excludes      jsonb NOT NULL,
    sunset        timestamptz NOT NULL,         -- leaves the feed then, unless it is renewed
    PRIMARY KEY (collection_id, id)
);
CREATE UNIQUE INDEX code_word_tactic ON code_word (collection_id, tactic_id, key, language);
CREATE INDEX code_word_key ON code_word (collection_id, key, language, id);
