-- When its member took back a report that others still stand behind: one that is published and that others have reported,
-- too, or one that is merged. Its state is then that of the tactic; NULL while its member stands behind it.
ALTER TABLE tactic ADD COLUMN author_left_at timestamptz;
