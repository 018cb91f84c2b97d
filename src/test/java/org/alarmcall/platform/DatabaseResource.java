package org.alarmcall.platform;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.nio.file.Path;
import java.util.Map;

/** Gives every {@code @QuarkusTest} an empty database of {@link TestPostgres} and a data folder under {@code target}. */
@WithTestResource(value = DatabaseResource.class, scope = TestResourceScope.GLOBAL)
public class DatabaseResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        TestPostgres.Database database = TestPostgres.freshDatabase();
        return Map.of(
                "quarkus.datasource.jdbc.url", database.jdbcUrl(),
                "quarkus.datasource.username", database.username(),
                "quarkus.datasource.password", database.password(),
                "alarmcall.data-dir",
                        Path.of("target/test-data").toAbsolutePath().toString(),
                "alarmcall.matching.nearest-time", "30s", // what a busy machine has not found in a second is not known
                "alarmcall.bootstrap.admin-client-id", "admin",
                "alarmcall.bootstrap.admin-client-secret", "the-secret-of-the-tests-administrator");
    }

    /** The database stays to the end of the process, to be looked at by what fails. */
    @Override
    public void stop() {}
}
