-- A member's submissions, newest first: the way to its newest listings. An index on what listings show would be shorter, and would
-- cost each listing that comes in a tenth to a fifth of its time.
CREATE INDEX submission_of_member ON submission (collection_id, member_id, id);
