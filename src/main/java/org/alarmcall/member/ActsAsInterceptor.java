package org.alarmcall.member;

import io.agroal.api.AgroalDataSource;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Inside {@code @Transactional} (priority 200): sets {@code alarmcall.member} for the rest of the transaction. */
@ActsAs
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
class ActsAsInterceptor {

    private static final String NAMED = ActsAs.class.getName();

    private final AgroalDataSource database;
    private final TransactionSynchronizationRegistry transaction;

    ActsAsInterceptor(AgroalDataSource database, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    @AroundInvoke
    @Nullable
    Object nameCaller(InvocationContext call) throws Exception {
        if (transaction.getTransactionStatus() != Status.STATUS_ACTIVE) {
            return call.proceed(); // without a transaction nobody is named, and PostgreSQL shows no tenant's row
        }
        String caller = setting(call);
        String before = (String) transaction.getResource(NAMED);
        if (caller.equals(before)) {
            return call.proceed();
        }
        name(caller);
        Object result = call.proceed();
        // After a failure the transaction is rolled back, or the next call names its caller again.
        if (before != null && transaction.getTransactionStatus() == Status.STATUS_ACTIVE) {
            name(before);
        }
        return result;
    }

    private static String setting(InvocationContext call) {
        for (Object parameter : call.getParameters()) {
            if (parameter instanceof Caller caller) {
                return caller.seesAllMembers() ? "all" : Integer.toString(caller.memberId());
            }
        }
        throw new IllegalStateException(call.getMethod() + " takes no Caller");
    }

    private void name(String caller) throws SQLException {
        transaction.putResource(NAMED, null); // unknown, should the statement fail
        try (Connection connection = database.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT set_config('alarmcall.member', ?, true)")) {
            statement.setString(1, caller);
            statement.execute();
        }
        transaction.putResource(NAMED, caller);
    }
}
