package org.alarmcall.lookup;

import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.UUID;
import org.alarmcall.member.Access;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** Two nodes are two counts over one database. */
@QuarkusTest
class LookupCountTest {

    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
    private static final CollectionRef COLLECTION = new CollectionRef(1, "ivory", "Ivory", "AMBER", Access.READ);

    @Inject
    LookupDayRepository repository;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Caller client = client();

    @Test
    void theLimitHoldsOverNodesRestartsAndNotOverMidnight() {
        LookupCount first = node(NOON, 100, 1_000, 0.5);
        LookupCount second = node(NOON, 100, 1_000, 0.5);
        first.take(client, 60);
        first.writeDown();
        second.take(client, 40);
        ProblemException refused = assertThrows(ProblemException.class, () -> second.take(client, 1));
        assertEquals(Problem.TOO_MANY_REQUESTS, refused.problem());
        assertEquals(
                Long.toString(Duration.ofHours(12).toSeconds()),
                refused.headers().get("Retry-After"));

        second.writeDown();
        first.take(client(), 100); // another client has its own
        first.writeDown();
        LookupCount restarted = node(NOON, 100, 1_000, 0.5);
        assertThrows(ProblemException.class, () -> restarted.take(client, 1));
        node(NOON.plus(Duration.ofHours(12)), 100, 1_000, 0.5).take(client, 100);
    }

    @Test
    void zeroIsNoLimit() {
        node(NOON, 0, 1_000, 0.5).take(client, 1_000_000_000);
    }

    @Test
    void whoSeemsToGuessIsAuditedOnceADayWhicheverNodeSeesIt() {
        LookupCount first = node(NOON, 0, 1_000, 0.5);
        LookupCount second = node(NOON, 0, 1_000, 0.5);
        first.missed(client, 999);
        first.writeDown();
        assertEquals(0, alarms());
        second.missed(client, 1);
        second.writeDown();
        first.missed(client, 5_000);
        first.writeDown();
        assertEquals(1, alarms());

        TestMembers.here()
                .admin()
                .request()
                .queryParam("subject", client.clientId())
                .get("/api/v1/audit")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].action", equalTo("lookup.alarm"))
                .body("items[0].details.valuesNotFound", equalTo(1_000));
    }

    @Test
    void whoAsksForAShareOfThePrefixesIsAudited() {
        LookupCount node = node(NOON, 0, 1_000_000, 0.01);
        for (int prefix = 0; prefix < 5_000; prefix++) {
            node.asked(client, COLLECTION, PrefixRange.parse("image_md5", String.format("%05x", prefix)));
        }
        node.writeDown();
        assertEquals(0, alarms());
        for (int prefix = 0; prefix < 20_000; prefix++) {
            node.asked(client, COLLECTION, PrefixRange.parse("image_md5", String.format("%05x", prefix)));
        }
        node.writeDown();
        assertEquals(1, alarms());
    }

    private double alarms() {
        return metrics.get("alarmcall.lookup.alarms").counter().count();
    }

    private static Caller client() {
        return new Caller(7, "member", "client-" + UUID.randomUUID(), false, Set.of(), null);
    }

    private LookupCount node(Instant now, long perDay, long alarmMisses, double alarmPrefixShare) {
        LookupConfig config = new LookupConfig() {
            @Override
            public long perDay() {
                return perDay;
            }

            @Override
            public double alarmPrefixShare() {
                return alarmPrefixShare;
            }

            @Override
            public long alarmMisses() {
                return alarmMisses;
            }

            @Override
            public Duration countInterval() {
                return Duration.ofSeconds(1);
            }
        };
        return new LookupCount(repository, config, Clock.fixed(now, ZoneOffset.UTC), metrics);
    }
}
