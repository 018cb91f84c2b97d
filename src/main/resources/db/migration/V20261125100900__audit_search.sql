-- Who searches the audit log asks for a time, a person, a member or a kind of action, and reads the newest first.

CREATE INDEX audit_entry_at ON audit_entry (at, id);
CREATE INDEX audit_entry_client ON audit_entry (client_id, at, id);
CREATE INDEX audit_entry_member ON audit_entry (member_id, at, id);
CREATE INDEX audit_entry_action ON audit_entry (action, at, id);
