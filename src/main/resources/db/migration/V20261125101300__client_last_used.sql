-- When each client last got a token, to the hour. Beside api_client, so that noting it waits for no administrator.
CREATE TABLE client_use (
    client_id text PRIMARY KEY REFERENCES api_client,
    member_id integer NOT NULL,
    at        timestamptz NOT NULL
);

ALTER TABLE client_use ENABLE ROW LEVEL SECURITY;
ALTER TABLE client_use FORCE ROW LEVEL SECURITY;
CREATE POLICY client_use_of_caller ON client_use USING (alarmcall_sees(member_id));
