-- What members say they removed, newest first, without those who are against the indicator or on probation.
CREATE INDEX opinion_removed ON opinion (collection_id, changed_at) WHERE removed > 0 AND opinion IN (0, 2) AND trust >= 1;
