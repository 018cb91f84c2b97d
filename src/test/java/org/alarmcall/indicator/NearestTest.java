package org.alarmcall.indicator;

import static org.alarmcall.testing.TestListings.lines;
import static org.alarmcall.testing.TestListings.ndjson;
import static org.alarmcall.testing.TestListings.path;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a submission, its status and the queue say of the nearest indicator in the feed. */
@QuarkusTest
class NearestTest {

    private final TestMembers members = TestMembers.here();
    private final String bangles = TestPictures.pdq();
    private String ivory = "";
    private String id = "";
    private ApiClient trusted;
    private ApiClient shop;

    @BeforeEach
    void aPictureInTheFeed() {
        ivory = members.collection();
        trusted = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        submit(trusted, ivory, TestPictures.listing("bangles", bangles));
        id = String.valueOf(
                new FeedCopy(shop, ivory, "candidate").holds(bangles).get("id"));
        Await.until("the index has it", Duration.ofSeconds(20), () -> id.equals(nearest(1)));
    }

    private String nearest(int distance) {
        return submit(shop, ivory, TestPictures.listing("probe", TestPictures.near(bangles, distance)))
                .extract()
                .path("results[0].indicators[0].nearest.indicatorId");
    }

    @Test
    void theAnswerNamesTheNearestOtherIndicatorWithin31Bits() {
        submit(shop, ivory, TestPictures.listing("near", TestPictures.near(bangles, 31)))
                .body("results[0].indicators[0].status", equalTo("created"))
                .body("results[0].indicators[0].nearest.indicatorId", equalTo(id))
                .body("results[0].indicators[0].nearest.distance", equalTo(31));
        submit(shop, ivory, TestPictures.listing("beyond", TestPictures.near(bangles, 32)))
                .body("results[0].indicators[0].nearest", nullValue())
                .body("results[0].indicators[0].nearestKnown", equalTo(true));
        submit(shop, ivory, TestPictures.listing("same", bangles))
                .body("results[0].indicators[0].status", equalTo("corroborated"))
                .body("results[0].indicators[0].nearest", nullValue());
    }

    @Test
    void whatIsNotPublishedIsNearToNobody() {
        String waiting = TestPictures.pdq();
        submit(shop, ivory, TestPictures.listing("waiting", waiting));
        submit(trusted, ivory, TestPictures.listing("near", TestPictures.near(waiting, 2)))
                .body("results[0].indicators[0].nearest", nullValue());
    }

    @Test
    void whoMayOnlyWriteIsToldOfNothing() {
        ApiClient writer = members.member(Trust.STANDARD, ivory, Access.WRITE);
        submit(writer, ivory, TestPictures.listing("near", TestPictures.near(bangles, 3)))
                .body("results[0].indicators[0].nearest", nullValue());
    }

    @Test
    void aLargeSubmissionIsToldLaterByItsStatus() {
        String near = TestPictures.near(bangles, 7);
        Map<String, Object> first = TestPictures.listing("first", near);
        String submission = lines(
                        shop,
                        ndjson(IntStream.range(0, 1_001)
                                .mapToObj(i -> i == 0 ? first : TestPictures.listing("ad-" + i, TestPictures.pdq()))))
                .post(path(ivory))
                .then()
                .statusCode(200)
                .body("results[0].indicators[0].nearest", nullValue())
                .body("results[0].indicators[0].nearestKnown", equalTo(false))
                .extract()
                .path("submissionId");
        shop.request()
                .get(path(ivory) + "/" + submission + "?limit=1")
                .then()
                .statusCode(200)
                .body("items[0].indicators", hasSize(1))
                .body("items[0].indicators[0].value", equalTo(near))
                .body("items[0].indicators[0].nearest.indicatorId", equalTo(id))
                .body("items[0].indicators[0].nearest.distance", equalTo(7))
                .body("items[0].indicators[0].nearestKnown", equalTo(true));
    }

    @Test
    void staffSeeItInTheQueue() {
        String near = TestPictures.near(bangles, 9);
        String listing = submit(shop, ivory, TestPictures.listing("near", near))
                .extract()
                .path("results[0].listingId");
        members.staff()
                .request()
                .get("/api/v1/review/listings/" + listing)
                .then()
                .statusCode(200)
                .body("indicators[0].nearDuplicates.indicatorId", equalTo(List.of(id)))
                .body("indicators[0].nearDuplicates.distance", equalTo(List.of(9)));
    }

    /** More at once than a lookup would allow a client. */
    @Test
    void submissionsAtTheSameTimeAreAllToldOrSayThatTheyAreNot() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<List<Boolean>>> answers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int sender = i;
            answers.add(threads.submit(() -> {
                Map<String, Object>[] listings = listings(sender, 100);
                JsonPath answer = submit(shop, ivory, listings).extract().jsonPath();
                List<Boolean> known = answer.getList("results.collect { it.indicators[0].nearestKnown }");
                List<Object> found = answer.getList("results.collect { it.indicators[0].nearest }");
                assertEquals(known.size(), found.size());
                for (int j = 0; j < found.size(); j++) {
                    assertEquals(known.get(j), found.get(j) != null, "each is near to what is in the feed");
                }
                return known;
            }));
        }
        for (Future<List<Boolean>> answer : answers) {
            assertEquals(100, answer.get().size());
        }
        threads.shutdown();
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Map<String, Object>[] listings(int sender, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> TestPictures.listing("many-" + sender + "-" + i, TestPictures.near(bangles, 9)))
                .toArray(Map[]::new);
    }
}
