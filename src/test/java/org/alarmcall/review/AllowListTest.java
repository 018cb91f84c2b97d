package org.alarmcall.review;

import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.alarmcall.member.Access;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestPictures;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AllowListTest {

    private static final String REVIEW = "/api/v1/review";

    private final TestMembers members = TestMembers.here();
    private String ivory = "";
    private ApiClient shop;
    private ApiClient trusted;
    private ApiClient staff;

    @BeforeEach
    void start() {
        ivory = members.collection();
        shop = members.member(Trust.STANDARD, ivory, Access.READ_WRITE);
        trusted = members.member(Trust.TRUSTED, ivory, Access.READ_WRITE);
        staff = members.staff();
    }

    @Test
    void whatIsOnTheAllowListIsNeverInTheFeed() {
        String value = md5();
        staff.json(Map.of("decision", "approve"))
                .post(REVIEW + "/listings/" + send(shop, listing("ad-1", value)) + "/decision")
                .then()
                .statusCode(200);
        FeedCopy feed = new FeedCopy(shop, ivory, "candidate");
        feed.holds(value);
        Map<String, String> addition =
                Map.of("collection", ivory, "type", "image_md5", "value", value, "note", "Museum replica");
        String id = staff.json(addition)
                .post(REVIEW + "/allow-list")
                .then()
                .statusCode(201)
                .body("value", equalTo(value))
                .extract()
                .path("id");
        assertEquals("allow_list", feed.left(value));
        staff.json(addition).post(REVIEW + "/allow-list").then().statusCode(409);
        String flagged = send(trusted, listing("ad-1", value));
        staff.request()
                .get(REVIEW + "/queue?reason=allow_list&collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(flagged))
                .body("items[0].indicators[0].allowList.note", equalTo("Museum replica"))
                .body("items[0].indicators[0].allowList.distance", equalTo(0));
        staff.request()
                .get(REVIEW + "/allow-list?collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.id", contains(id))
                .body("items[0].createdBy", equalTo(staff.clientId()));
        staff.request().delete(REVIEW + "/allow-list/" + id).then().statusCode(204);
        staff.request().delete(REVIEW + "/allow-list/" + id).then().statusCode(404);
        feed.holds(value, "corroborated");
        staff.json(Map.of("collection", ivory, "type", "image_md5", "value", "xyz", "note", "n"))
                .post(REVIEW + "/allow-list")
                .then()
                .statusCode(422)
                .body("errors.pointer", contains("/value"));
    }

    @Test
    void aPictureNearToOneOnTheListIsFlaggedAndNotPublishedUnseen() {
        String museum = TestPictures.pdq();
        String entry = allow(museum);
        String near = TestPictures.near(museum, 31);
        String flagged = send(trusted, TestPictures.listing("near", near));
        String beyond = TestPictures.near(museum, 32);
        send(trusted, TestPictures.listing("beyond", beyond));

        FeedCopy feed = new FeedCopy(shop, ivory, "candidate");
        feed.holds(beyond, "candidate");
        assertEquals(1, feed.entries().size());
        staff.request()
                .get(REVIEW + "/queue?reason=allow_list&collection=" + ivory)
                .then()
                .statusCode(200)
                .body("items.listingId", contains(flagged))
                .body("items[0].indicators[0].allowList.id", equalTo(entry))
                .body("items[0].indicators[0].allowList.distance", equalTo(31));

        staff.request().delete(REVIEW + "/allow-list/" + entry).then().statusCode(204);
        String again = TestPictures.near(museum, 30);
        send(trusted, TestPictures.listing("again", again));
        feed.holds(again, "candidate");
        staff.request()
                .get(REVIEW + "/listings/" + flagged)
                .then()
                .statusCode(200)
                .body("indicators[0].allowList", nullValue());
    }

    @Test
    void whatWaitsIsFlaggedWhenAPictureNearToItIsAllowed() {
        String museum = TestPictures.pdq();
        String near = send(shop, TestPictures.listing("near", TestPictures.pdq(), TestPictures.near(museum, 31)));
        send(shop, TestPictures.listing("beyond", TestPictures.near(museum, 32)));
        String otherCollection = members.collection();
        ApiClient other = members.member(Trust.STANDARD, otherCollection, Access.READ_WRITE);
        submit(other, otherCollection, TestPictures.listing("near", TestPictures.near(museum, 3)));

        allow(museum);
        assertEquals(List.of(near), flagged(ivory));
        assertEquals(List.of(), flagged(otherCollection));
    }

    /** Whichever is first: the submission sees the entry, or the entry finds the listing. */
    @Test
    void aListingThatIsSentWhileAPictureNearToItIsAllowedIsFlagged() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        for (int i = 0; i < 20; i++) {
            String museum = TestPictures.pdq();
            String reference = "race-" + i;
            CyclicBarrier start = new CyclicBarrier(2);
            Future<String> listing = threads.submit(() -> {
                start.await();
                return send(shop, TestPictures.listing(reference, TestPictures.near(museum, 20)));
            });
            Future<String> entry = threads.submit(() -> {
                start.await();
                return allow(museum);
            });
            entry.get();
            staff.request()
                    .get(REVIEW + "/listings/" + listing.get())
                    .then()
                    .statusCode(200)
                    .body("queueReason", equalTo("allow_list"));
        }
        threads.shutdown();
    }

    private String allow(String pdq) {
        return staff.json(Map.of("collection", ivory, "type", "image_pdq", "value", pdq, "note", "Museum piece"))
                .post(REVIEW + "/allow-list")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private List<String> flagged(String collection) {
        return staff.request()
                .get(REVIEW + "/queue?reason=allow_list&collection=" + collection)
                .then()
                .statusCode(200)
                .extract()
                .path("items.listingId");
    }

    private String send(ApiClient member, Map<String, Object> listing) {
        return submit(member, ivory, listing).extract().path("results[0].listingId");
    }
}
