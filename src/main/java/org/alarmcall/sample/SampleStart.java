package org.alarmcall.sample;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alarmcall.member.Administration;
import org.alarmcall.staff.SignIn;
import org.alarmcall.staff.StaffAccounts;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** In development mode: makes the sample coalition at the first start, and says at each how to use it. */
@Singleton
@IfBuildProfile("dev")
class SampleStart {

    private static final Logger LOG = Logger.getLogger(SampleStart.class);
    private static final int READY_ATTEMPTS = 600;
    private static final int READY_PAUSE_MILLIS = 100;

    private final Administration administration;
    private final StaffAccounts accounts;
    private final SignIn signIn;
    private final ObjectMapper json;
    private final Path dataDir;
    private final boolean enabled;

    SampleStart(
            Administration administration,
            StaffAccounts accounts,
            SignIn signIn,
            ObjectMapper json,
            @ConfigProperty(name = "alarmcall.data-dir", defaultValue = "data") Path dataDir,
            @ConfigProperty(name = "alarmcall.sample.enabled", defaultValue = "true") boolean enabled) {
        this.administration = administration;
        this.accounts = accounts;
        this.signIn = signIn;
        this.json = json;
        this.dataDir = dataDir;
        this.enabled = enabled;
    }

    void start(@Observes StartupEvent event) {
        if (enabled) {
            Thread thread = new Thread(this::run, "sample-coalition");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void run() {
        try {
            URI base = URI.create(
                    "http://localhost:" + ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class));
            SampleApi api = new SampleApi(base, json);
            awaitReady(api);
            SampleClients kept = new SampleClients(dataDir, json);
            SampleCoalition coalition = new SampleCoalition(administration, api, json);
            List<SampleClient> clients = clients(coalition, kept);
            if (!kept.complete()) {
                LOG.info("Making the sample coalition");
                coalition.report(clients);
                kept.markComplete();
            }
            System.out.println(SampleBanner.text(base, clients, staff(kept)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.error("The sample coalition could not be made; the next start goes on with it", e);
        }
    }

    /** Written down before the listings are made, so that a start that is broken off loses no secret. */
    private static List<SampleClient> clients(SampleCoalition coalition, SampleClients kept) {
        Optional<List<SampleClient>> known = kept.read();
        if (known.isPresent()) {
            return known.get();
        }
        List<SampleClient> made = coalition.clients();
        kept.write(made);
        return made;
    }

    private SampleStaff staff(SampleClients kept) {
        return kept.readStaff().orElseGet(() -> {
            SampleStaff made = SampleStaff.make(accounts, signIn);
            kept.write(made);
            return made;
        });
    }

    private static void awaitReady(SampleApi api) throws InterruptedException {
        for (int attempt = 0; attempt < READY_ATTEMPTS && !api.isReady(); attempt++) {
            Thread.sleep(READY_PAUSE_MILLIS);
        }
    }
}
