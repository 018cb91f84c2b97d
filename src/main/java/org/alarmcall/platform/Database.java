package org.alarmcall.platform;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Plain JDBC for what goes in sets. Inside a transaction the connection is that of the transaction, the same that
 * Hibernate uses; outside of one each statement stands alone.
 */
@Singleton
public class Database {

    /** Work on a connection; throws what JDBC throws. */
    public interface Work<T extends @Nullable Object> {
        T on(Connection connection) throws SQLException;
    }

    /** Work on a connection that gives nothing back. */
    public interface Task {
        void on(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;

    Database(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    public <T extends @Nullable Object> T call(Work<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /**
     * Several statements that see one state of the database, and a result that can be read in pieces
     * ({@code setFetchSize}). Not inside a transaction.
     */
    public <T extends @Nullable Object> T callInOneSnapshot(Work<T> work) {
        return call(connection -> {
            int isolation = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                T result = work.on(connection);
                connection.commit();
                return result;
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(isolation);
            }
        });
    }

    public void run(Task task) {
        try (Connection connection = dataSource.getConnection()) {
            task.on(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(e);
        }
    }

    /**
     * For the rest of the transaction, reads by index, and joins by key or by hash, whichever is best for how much there is:
     * for work that is about ten rows or a million. Without statistics it goes by key, as {@link #joinByKey}; merging is
     * left out, which could then read all of a table for a few rows.
     */
    public static void readByIndex(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_mergejoin', 'off', true),
                        set_config('plan_cache_mode', 'force_custom_plan', true)
                    """);
        }
    }

    /**
     * For the rest of the transaction, joins by index and not by reading whole tables, with plans made for the values at
     * hand. For work whose every statement looks rows up by their keys: right after a bulk load PostgreSQL has no
     * statistics yet, takes the tables for small, and would read one of them for each row of another; and a plan made
     * while a table was small is kept by the session, and would be used when it has grown.
     */
    public static void joinByKey(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    SELECT set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
                        set_config('enable_mergejoin', 'off', true), set_config('enable_material', 'off', true),
                        set_config('plan_cache_mode', 'force_custom_plan', true)
                    """);
        }
    }
}
