package org.alarmcall.platform;

import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.net.BindException;
import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the server: with the configured database, or with a PostgreSQL of its own where none is configured. */
@QuarkusMain
public class Main {

    private static final String JDBC_URL = "quarkus.datasource.jdbc.url";

    public static void main(String... args) {
        try {
            provideDatabase();
        } catch (StartupRefused e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        Quarkus.run(null, Main::exit, args);
    }

    /** What the operator can mend is said without a trace. Development mode ends here, too, before each reload. */
    private static void exit(int code, @Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartupRefused) {
                System.err.println(cause.getMessage());
                System.exit(1);
            }
            if (cause instanceof BindException) {
                System.err.println("The port is in use by another program: " + cause.getMessage()
                        + "\nSet another one with quarkus.http.port.");
                System.exit(1);
            }
        }
        if (failure != null) {
            Logger.getLogger(Main.class).error("The server failed to start", failure);
        }
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    /** The system properties outlive a reload in development mode, which runs this again. */
    private static void provideDatabase() {
        Config config = ConfigProvider.getConfig();
        boolean generatingAppCds = Boolean.getBoolean("quarkus.appcds.generate");
        if (generatingAppCds || config.getOptionalValue(JDBC_URL, String.class).isPresent()) {
            return;
        }
        String dataDir = config.getOptionalValue(DataDir.PROPERTY, String.class).orElse(DataDir.DEFAULT);
        EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(dataDir));
        postgres.stopAtExit();
        System.setProperty(JDBC_URL, postgres.jdbcUrl());
        System.setProperty("quarkus.datasource.username", postgres.username());
        System.setProperty("quarkus.datasource.password", postgres.password());
    }
}
