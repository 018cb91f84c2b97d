-- What others say of what a member reports, counted anew now and then: opinions are few beside reports, and still too many
-- to go through with each page of the queue.

-- As it is, for staff: no member sees a row, not its own either.
CREATE TABLE reporter_precision (
    collection_id integer NOT NULL,
    member_id     integer NOT NULL,             -- that reports
    judged        bigint NOT NULL,              -- indicators
    confirmed     bigint NOT NULL,
    disputed      bigint NOT NULL,
    PRIMARY KEY (collection_id, member_id)
);
ALTER TABLE reporter_precision ENABLE ROW LEVEL SECURITY;
ALTER TABLE reporter_precision FORCE ROW LEVEL SECURITY;
CREATE POLICY reporter_precision_of_staff ON reporter_precision USING (alarmcall_sees(NULL));

-- As the member itself is told: the counts of a moment at which enough others had said something that is in no earlier one.
CREATE TABLE standing (
    collection_id integer NOT NULL,
    member_id     integer NOT NULL,             -- that reports
    judged        bigint NOT NULL,
    confirmed     bigint NOT NULL,
    disputed      bigint NOT NULL,
    PRIMARY KEY (collection_id, member_id)
);
ALTER TABLE standing ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing FORCE ROW LEVEL SECURITY;
CREATE POLICY standing_of_caller ON standing USING (alarmcall_sees(member_id));

-- All that the judges said of the member in what it was told so far, each judge's words as one hash.
CREATE TABLE standing_mark (
    collection_id integer NOT NULL,
    member_id     integer NOT NULL,             -- that reports
    judge_id      integer NOT NULL,             -- the member that says
    mark          bigint NOT NULL,
    PRIMARY KEY (collection_id, member_id, judge_id, mark)
);
ALTER TABLE standing_mark ENABLE ROW LEVEL SECURITY;
ALTER TABLE standing_mark FORCE ROW LEVEL SECURITY;
CREATE POLICY standing_mark_of_staff ON standing_mark USING (alarmcall_sees(NULL));
