-- Listings are found by what they show. Columns, as row-level security keeps PostgreSQL from using an index on an expression:
-- its functions may not see a row before the policy has. Adding them writes the table anew, once.

ALTER TABLE listing
    ADD COLUMN taxon text COLLATE "C" NOT NULL GENERATED ALWAYS AS (lower(labels #>> '{taxon,scientificName}')) STORED,
    ADD COLUMN term text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(labels ->> 'term', '')) STORED;

-- The member first: what a member's look-up costs says nothing of others.
CREATE INDEX listing_shows ON listing (collection_id, member_id, taxon, term, id) WHERE state < 2;
