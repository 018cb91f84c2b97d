-- What members did with what they learnt, by month and policy category. Of no collection: a member moderates once.

-- That a member has sent a month, also one in which there was nothing.
CREATE TABLE impact_month (
    member_id integer NOT NULL,
    month     date NOT NULL,                    -- its first day
    sent_at   timestamptz NOT NULL,
    client_id text NOT NULL,
    PRIMARY KEY (member_id, month)
);

-- A member's own numbers as they stand now.
CREATE TABLE impact_row (
    member_id           integer NOT NULL,
    month               date NOT NULL,
    policy_category     text NOT NULL,
    scanned             bigint NOT NULL,
    matched             bigint NOT NULL,
    confirmed           bigint NOT NULL,
    removed             bigint NOT NULL,
    removed_before_view bigint NOT NULL,
    from_shared_signals bigint NOT NULL,
    appeals             bigint NOT NULL,
    appeals_upheld      bigint NOT NULL,
    median_hours_live   double precision,       -- NULL: not measured
    PRIMARY KEY (member_id, month, policy_category)
);
CREATE INDEX impact_row_of_cell ON impact_row (month, policy_category);

-- What each version of a published cell was made of: kept, since the next version depends on all earlier ones.
CREATE TABLE impact_contribution (
    month               date NOT NULL,
    policy_category     text NOT NULL,
    version             integer NOT NULL,
    member_id           integer NOT NULL,
    scanned             bigint NOT NULL,
    matched             bigint NOT NULL,
    confirmed           bigint NOT NULL,
    removed             bigint NOT NULL,
    removed_before_view bigint NOT NULL,
    from_shared_signals bigint NOT NULL,
    appeals             bigint NOT NULL,
    appeals_upheld      bigint NOT NULL,
    median_hours_live   double precision,       -- NULL: no part of what was published
    PRIMARY KEY (month, policy_category, version, member_id)
);

-- What everybody may see: the newest version of each cell. Sums over members; no member's number can be computed of them.
CREATE TABLE impact_cell (
    month               date NOT NULL,
    policy_category     text NOT NULL,
    version             integer NOT NULL,
    members             integer NOT NULL,
    scanned             bigint NOT NULL,
    matched             bigint NOT NULL,
    confirmed           bigint NOT NULL,
    removed             bigint NOT NULL,
    removed_before_view bigint NOT NULL,
    from_shared_signals bigint NOT NULL,
    appeals             bigint NOT NULL,
    appeals_upheld      bigint NOT NULL,
    hours_live_from     integer,                -- where the median's range begins; NULL: too few members measure it
    PRIMARY KEY (month, policy_category)
);

ALTER TABLE impact_month ENABLE ROW LEVEL SECURITY;
ALTER TABLE impact_month FORCE ROW LEVEL SECURITY;
CREATE POLICY impact_month_of_caller ON impact_month USING (alarmcall_sees(member_id));

ALTER TABLE impact_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE impact_row FORCE ROW LEVEL SECURITY;
CREATE POLICY impact_row_of_caller ON impact_row USING (alarmcall_sees(member_id));

ALTER TABLE impact_contribution ENABLE ROW LEVEL SECURITY;
ALTER TABLE impact_contribution FORCE ROW LEVEL SECURITY;
CREATE POLICY impact_contribution_of_caller ON impact_contribution USING (alarmcall_sees(member_id));
