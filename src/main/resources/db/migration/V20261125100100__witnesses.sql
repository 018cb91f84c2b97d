-- Where each subject came into the feed for the first time. Kept when it leaves: who was given it then has seen it.

CREATE TABLE feed_first (
    collection_id integer NOT NULL,
    kind          text NOT NULL,
    subject_id    uuid NOT NULL,
    position      bigint NOT NULL,
    PRIMARY KEY (collection_id, kind, subject_id)
);

INSERT INTO feed_first (collection_id, kind, subject_id, position)
SELECT collection_id, kind, subject_id, min(position) FROM feed_entry
WHERE tier > 0 AND tier_before = 0
GROUP BY collection_id, kind, subject_id;
