package org.alarmcall.platform;

import java.sql.SQLException;

/** The database failed, or a statement was wrong. Unchecked, so that it rolls the transaction back. */
public final class DatabaseFailure extends RuntimeException {

    private final String sqlState;

    public DatabaseFailure(SQLException cause) {
        super(cause);
        this.sqlState = String.valueOf(cause.getSQLState());
    }

    /** The five characters of SQLSTATE; {@code null} as text when there are none. */
    public String sqlState() {
        return sqlState;
    }
}
