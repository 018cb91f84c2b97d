package org.alarmcall.platform;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Tells a database that can't do it now, and a text that it can't hold, from a statement that is wrong. */
final class DatabaseFaults {

    /**
     * Shutting down or starting, too many connections, statement or lock timeout; a deadlock or serialization failure,
     * which passes when the request is repeated.
     */
    private static final Set<String> NOT_NOW =
            Set.of("57P01", "57P02", "57P03", "57P05", "53300", "57014", "55P03", "25P03", "40P01", "40001");

    private static final String UNSTORABLE = "22021";

    private static final int DEPTH = 20;

    private DatabaseFaults() {}

    static boolean isUnavailable(Throwable e) {
        return holds(e, DatabaseFaults::isUnavailable, DEPTH);
    }

    /** A text from outside has a character that PostgreSQL can't store, which is NUL. */
    static boolean isUnstorable(Throwable e) {
        return holds(e, sql -> UNSTORABLE.equals(sql.getSQLState()), DEPTH);
    }

    private static boolean holds(@Nullable Throwable e, Predicate<SQLException> fault, int depth) {
        if (e == null || depth == 0) {
            return false;
        }
        if (e instanceof SQLException sql && fault.test(sql)) {
            return true;
        }
        for (Throwable suppressed : e.getSuppressed()) {
            if (holds(suppressed, fault, depth - 1)) {
                return true;
            }
        }
        return holds(e.getCause(), fault, depth - 1);
    }

    private static boolean isUnavailable(SQLException e) {
        String state = e.getSQLState();
        if (state != null) {
            return state.startsWith("08") || NOT_NOW.contains(state);
        }
        String message = String.valueOf(e.getMessage());
        return e instanceof SQLTransientConnectionException
                || message.contains("Acquisition timeout") // of the pool, which gives no SQLSTATE
                || message.contains("connection is closed");
    }
}
