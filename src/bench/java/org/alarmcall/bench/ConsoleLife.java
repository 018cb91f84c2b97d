package org.alarmcall.bench;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.alarmcall.acceptance.MemberClient;

/** What the console shows beside the queue: members that read, withdrawals, tactics that wait, months of impact. */
final class ConsoleLife {

    static final String SLUG = "console-life";
    private static final String PATH = "/api/v1/collections/" + SLUG;
    private static final int MEMBERS = 24;
    private static final int WITHDRAWN = 1_000;
    private static final int TACTICS = 160;
    private static final int MONTHS = 12;
    private static final int SENDERS = 5;
    private static final int NARRATIVE_WORDS = 500;
    private static final long POLL_MILLIS = 100;

    private final BenchServer server;
    private final Random random = new Random(10);
    private final List<MemberClient> members = new ArrayList<>();

    private ConsoleLife(BenchServer server) {
        this.server = server;
    }

    static void fill(BenchServer server, Report report) throws Exception {
        ConsoleLife life = new ConsoleLife(server);
        life.join();
        life.withdraw();
        life.tell();
        life.send();
        report.line(
                "and in another collection: %d members that read, %,d withdrawals that half of them have passed, %d tactics of"
                        + " %d words waiting, %d months of impact of %d members",
                MEMBERS, WITHDRAWN, TACTICS, NARRATIVE_WORDS, MONTHS, SENDERS);
    }

    private void join() throws InterruptedException {
        server.coalition().collection(SLUG);
        for (int i = 0; i < MEMBERS; i++) {
            server.coalition().member("reader-" + i, "standard", SLUG);
            members.add(server.coalition().client("reader-" + i, "feed:read", "tactics:write", "impact:write"));
        }
    }

    /** All readers hold what is published; then it is withdrawn, and every second one says that it is past that. */
    private void withdraw() throws Exception {
        server.coalition().member("dealer", "trusted", SLUG);
        MemberClient dealer = server.coalition().client("dealer", "submissions:write");
        new Sender(server, dealer, SLUG).sendAll(Rows.bodies(Rows.values(WITHDRAWN, 11), "gone", WITHDRAWN), 1);
        awaitRows("feed_entry", WITHDRAWN);
        for (MemberClient member : members) {
            pull(member, 0);
        }
        for (int i = 0; i < WITHDRAWN; i++) {
            dealer.delete(PATH + "/listings/gone-" + i).ok();
        }
        awaitRows("feed_withdrawal", WITHDRAWN);
        for (int i = 0; i < MEMBERS; i += 2) {
            pull(members.get(i), WITHDRAWN);
            pull(members.get(i), 2 * WITHDRAWN);
        }
        awaitRows("feed_passage", MEMBERS / 2);
    }

    private static void pull(MemberClient member, int after) throws InterruptedException {
        member.get(PATH + "/feed?limit=10000&after=" + after).expect(200);
    }

    private void awaitRows(String table, int count) throws Exception {
        while (server.count("SELECT count(*) FROM " + table) < count) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    private void tell() throws InterruptedException {
        Instant sunset = Instant.now().plus(90, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        for (int i = 0; i < TACTICS; i++) {
            members.get(i % MEMBERS)
                    .post(PATH + "/tactics", """
                    {"title":"Ivory as %s","narrative":"%s","firstSeen":"2026-11-01","labels":%s,"techniques":["code-words"],"codeWords":[{"term":"%s",
                    "language":"en","meaning":"ivory","requires":[],"excludes":[],"sunset":"%s"}],"listings":[]}""".formatted(
                                    words(3), words(NARRATIVE_WORDS), Rows.LABELS, words(1), sunset))
                    .expect(201);
        }
    }

    /** Of 1,000 made-up ones, so that reports have some in common. */
    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(i == 0 ? "w" : " w").append(Integer.toString(46_656 + 7 * random.nextInt(1_000), 36));
        }
        return words.toString();
    }

    private void send() throws InterruptedException {
        YearMonth last = YearMonth.now(ZoneOffset.UTC).minusMonths(1);
        for (int month = 0; month < MONTHS; month++) {
            for (MemberClient member : members.subList(0, SENDERS)) {
                member.put("/api/v1/impact/" + last.minusMonths(month), """
                        {"rows":[{"policyCategory":"ivory","scanned":%d,"matched":900,"confirmed":800,"removed":500,
                        "removedBeforeView":400,"fromSharedSignals":100,"appeals":9,"appealsUpheld":1,"medianHoursLive":12}]}
                        """.formatted(
                                        1_000 + random.nextInt(1_000_000)))
                        .expect(200);
            }
        }
    }
}
