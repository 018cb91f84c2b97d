package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.Test;

/** Writers that meet: over new values, over references, over a key. */
@QuarkusTest
class ConcurrentSubmissionTest {

    private final TestMembers members = TestMembers.here();

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdown();
        }
    }

    private static String inRandomOrder(List<String> values, int seed) {
        List<String> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(seed));
        return ndjson(IntStream.range(0, shuffled.size()).mapToObj(i -> listing("ad-" + i, shuffled.get(i))));
    }

    @Test
    void eightWritersOfTheSameValuesMakeEachIndicatorOnceAndEveryReport() throws Exception {
        String ivory = members.collection();
        List<String> values = Stream.generate(() -> md5()).limit(200).toList();
        List<Callable<Integer>> writers = new ArrayList<>();
        List<ApiClient> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            ApiClient writer = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
            clients.add(writer);
            String body = inRandomOrder(values, i);
            writers.add(() -> lines(writer, body).post(path(ivory)).statusCode());
        }
        assertEquals(Collections.nCopies(8, 200), atOnce(writers));

        FeedCopy feed = new FeedCopy(clients.get(0), ivory, "candidate");
        Set<Object> ids = new HashSet<>();
        for (String value : values) {
            Map<String, Object> indicator = feed.holds(value);
            while (!Integer.valueOf(5).equals(indicator.get("reporters"))) { // 8 members, published in steps
                indicator = feed.pull(1).holds(value);
            }
            ids.add(indicator.get("id"));
        }
        assertEquals(200, ids.size());
        clients.get(0)
                .request()
                .get("/api/v1/collections/" + ivory + "/manifest?tier=candidate")
                .then()
                .statusCode(200)
                .body("items.count.sum()", equalTo(200));
        for (ApiClient client : clients) {
            client.request()
                    .get("/api/v1/collections/" + ivory + "/listings?limit=1000")
                    .then()
                    .body("items", hasSize(200));
        }
    }

    @Test
    void largeSubmissionsThatLockEachOtherOutAreAllStored() throws Exception {
        String ivory = members.collection();
        List<String> values = Stream.generate(() -> md5()).limit(4_500).toList();
        List<Callable<Map<String, Integer>>> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ApiClient writer = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
            String body = inRandomOrder(values, i);
            writers.add(() -> lines(writer, body)
                    .post(path(ivory))
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("summary"));
        }
        Map<String, Integer> all = Map.of("created", 4_500, "corroborated", 0, "duplicate", 0, "rejected", 0);
        assertEquals(List.of(all, all, all), atOnce(writers));
    }

    @Test
    void oneMembersSubmissionsOfTheSameReferenceLeaveOneListing() throws Exception {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        List<Callable<Integer>> writers = Stream.generate(() -> (Callable<Integer>)
                        () -> org.alarmcall.testing.TestListings.post(shop, ivory, listing("ad-1", md5()))
                                .statusCode())
                .limit(6)
                .toList();
        assertEquals(Collections.nCopies(6, 200), atOnce(writers));
        shop.request()
                .get("/api/v1/collections/" + ivory + "/listings")
                .then()
                .body("items", hasSize(1))
                .body("items[0].indicators", hasSize(1));
    }

    @Test
    void ofRequestsWithOneKeyAtOnceOneIsDoneAndAllAreAnsweredTheSame() throws Exception {
        String ivory = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        Map<String, Object> body = Map.of("listings", List.of(listing("ad-1", md5())));
        List<Callable<String>> writers = Stream.generate(() -> (Callable<String>) () -> shop.json(body)
                        .header("Idempotency-Key", "once")
                        .post(path(ivory))
                        .then()
                        .statusCode(200)
                        .extract()
                        .asString())
                .limit(6)
                .toList();
        assertEquals(1, new HashSet<>(atOnce(writers)).size());
    }
}
