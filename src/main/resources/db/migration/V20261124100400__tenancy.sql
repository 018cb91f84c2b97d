-- The second lock on a member's rows, against a forgotten condition (not against SQL injection). Each transaction
-- names its caller: alarmcall.member is the member's number, 'all' for the system and for staff; unset sees nothing.

CREATE FUNCTION alarmcall_sees(member integer) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(current_setting('alarmcall.member', true) IN ('all', member::text), false)
$$;

ALTER TABLE api_client ENABLE ROW LEVEL SECURITY;
ALTER TABLE api_client FORCE ROW LEVEL SECURITY;
CREATE POLICY api_client_of_caller ON api_client USING (alarmcall_sees(member_id));

ALTER TABLE submission ENABLE ROW LEVEL SECURITY;
ALTER TABLE submission FORCE ROW LEVEL SECURITY;
CREATE POLICY submission_of_caller ON submission USING (alarmcall_sees(member_id));

ALTER TABLE idempotency_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency_key FORCE ROW LEVEL SECURITY;
CREATE POLICY idempotency_key_of_caller ON idempotency_key USING (alarmcall_sees(member_id));

ALTER TABLE listing ENABLE ROW LEVEL SECURITY;
ALTER TABLE listing FORCE ROW LEVEL SECURITY;
CREATE POLICY listing_of_caller ON listing USING (alarmcall_sees(member_id));

ALTER TABLE report ENABLE ROW LEVEL SECURITY;
ALTER TABLE report FORCE ROW LEVEL SECURITY;
CREATE POLICY report_of_caller ON report USING (alarmcall_sees(member_id));
