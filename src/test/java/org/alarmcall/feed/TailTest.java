package org.alarmcall.feed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.alarmcall.feed.FeedReader.Framing;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Database;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.ListingBody;
import org.junit.jupiter.api.Test;

/** A reader cannot tell whether it was answered from memory or by the database. */
@QuarkusTest
class TailTest {

    private static final Caller SYSTEM = Caller.system("test");

    @Inject
    Database database;

    @Inject
    Members members;

    @Inject
    Tails tails;

    @Test
    void everyPageAndEveryBlockIsTheDatabases() {
        FeedPlay play = new FeedPlay();
        CollectionRef collection = members.readable(SYSTEM, play.collection);
        Await.until("the tail of a new feed", Duration.ofSeconds(20), () -> tails.of(collection.id()) != null);
        String value = ListingBody.md5();
        play.submit(play.trusted, "t-1", value, ListingBody.md5());
        play.awaitHead(2);
        play.approve(play.submit(play.standard, "s-1", value, ListingBody.md5()));
        play.awaitHead(4);
        play.withdraw(play.standard, "s-1");
        play.awaitHead(6);

        Tail tail = tails.of(collection.id());
        assertNotNull(tail);
        assertTrue(tail.reaches(0), "the tail has all that was written since it began");
        Tails begunLater = new Tails();
        begunLater.heard();
        database.run(connection -> begunLater.readHead(connection, collection.id(), tail.head(), tail.headChain()));
        Tail later = begunLater.of(collection.id());
        assertNotNull(later);
        assertTrue(later.reaches(0), "it begins with the newest entries that there are");
        assertArrayEquals(tail.headChain(), later.headChain());

        FeedReader fromDatabase = new FeedReader(database, new Tails());
        List<FeedFilter> filters = new ArrayList<>();
        for (Tier tier : Tier.values()) {
            filters.add(new FeedFilter(tier, Set.of(), Set.of()));
            filters.add(new FeedFilter(tier, Set.of("tactic"), Set.of()));
            filters.add(new FeedFilter(tier, Set.of("indicator"), Set.of("image_md5")));
            filters.add(new FeedFilter(tier, Set.of(), Set.of("image_pdq")));
        }
        for (FeedFilter filter : filters) {
            for (long after = 0; after <= tail.head(); after++) {
                for (long limit = 1; limit <= tail.head() + 1; limit++) {
                    assertSame(
                            fromDatabase.page(SYSTEM, collection, filter, after, null, limit),
                            tail.page(filter, after, limit));
                }
                for (long upTo = after; upTo <= tail.head(); upTo++) {
                    for (Framing framing : Framing.values()) {
                        assertArrayEquals(
                                fromDatabase.block(SYSTEM, collection, filter, framing, after, upTo),
                                tail.block(filter, framing, after, upTo),
                                filter + " " + framing + " " + after + ".." + upTo);
                    }
                }
            }
        }
    }

    private static void assertSame(FeedPage expected, FeedPage page) {
        assertEquals(
                List.of(expected.after(), expected.next(), expected.head(), expected.entries()),
                List.of(page.after(), page.next(), page.head(), page.entries()));
        assertArrayEquals(expected.chain(), page.chain());
    }

    @Test
    void aTailIsBoundedAndKeepsTheNewest() {
        Chain chain = new Chain(Chain.zero());
        Tail tail = Tail.at(0, Chain.zero());
        for (int i = 0; i < 3; i++) {
            List<Tail.Line> lines = new ArrayList<>();
            for (int j = 0; j < 700; j++) {
                lines.add(line(chain, "entry " + i + " " + j));
            }
            Tail longer = tail.plus(lines);
            assertNotNull(longer);
            tail = longer;
        }
        assertEquals(2100, tail.head());
        assertTrue(tail.reaches(2100 - Tail.MAX_ENTRIES));
        assertTrue(!tail.reaches(2100 - Tail.MAX_ENTRIES - 1));
        assertArrayEquals(chain.value(), tail.headChain());

        Tail heavy =
                Tail.at(0, Chain.zero()).plus(List.of(line(new Chain(Chain.zero()), "x".repeat(Tail.MAX_BYTES + 1))));
        assertNotNull(heavy);
        assertEquals(1, heavy.head());
        assertTrue(!heavy.reaches(0), "an entry beyond the bound is read from the database");
    }

    @Test
    void linesOfAnotherFeedDoNotContinueIt() {
        Tail tail = Tail.at(7, new byte[32]);
        byte[] other = new byte[32];
        other[0] = 1;
        assertNull(tail.plus(List.of(line(new Chain(other), "entry"))));
    }

    @Test
    void aFeedThatWasRestoredTakesTheTailWithIt() throws SQLException {
        FeedPlay play = new FeedPlay();
        int id = members.readable(SYSTEM, play.collection).id();
        Tails own = new Tails();
        own.heard();
        database.run(connection -> {
            own.readHead(connection, id, 9, new byte[32]);
            own.readHead(connection, id, 4, new byte[32]); // an older backup
        });
        Tail older = own.of(id);
        assertNotNull(older);
        assertEquals(4, older.head());
        byte[] other = new byte[32];
        other[0] = 1;
        database.run(connection -> own.readHead(connection, id, 4, other)); // the same length, another feed
        Tail another = own.of(id);
        assertNotNull(another);
        assertArrayEquals(other, another.headChain());
    }

    private static Tail.Line line(Chain chain, String payload) {
        byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
        return new Tail.Line("indicator", "image_md5", 1, 0, bytes, null, chain.append(bytes));
    }
}
