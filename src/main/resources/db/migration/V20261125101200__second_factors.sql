-- An account has one authenticator app at most: a new one takes the place of the one before.
CREATE UNIQUE INDEX staff_factor_one_app ON staff_factor (account_id) WHERE kind = 'totp';
