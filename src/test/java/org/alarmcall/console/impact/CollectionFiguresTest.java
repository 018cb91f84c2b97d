package org.alarmcall.console.impact;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.alarmcall.testing.TestListings.labels;
import static org.alarmcall.testing.TestListings.listing;
import static org.alarmcall.testing.TestListings.md5;
import static org.alarmcall.testing.TestListings.submit;
import static org.alarmcall.testing.TestListings.with;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.Await;
import org.alarmcall.testing.Browser;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestMembers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the feed of one collection led to, on the page. */
@QuarkusTest
class CollectionFiguresTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final TestMembers members = TestMembers.here();
    private String collection;
    private ApiClient shop;
    private ApiClient staff;

    @BeforeEach
    void aCollection() {
        collection = members.collection();
        shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        staff = members.staff();
    }

    @Test
    void removalsByTaxonAndTermAndTheTimeToPurge() {
        List<ApiClient> readers = Stream.generate(() -> members.member(Trust.STANDARD, collection, Access.READ))
                .limit(3)
                .toList();
        String ivory = md5();
        String scales = md5();
        String skin = md5();
        FeedCopy copy = new FeedCopy(readers.get(0), collection, "reviewed");
        Object ofIvory = publish(copy, ivory, listing("ad-1", ivory));
        Object ofScales = publish(copy, scales, of("ad-2", scales, "Manis javanica", "SCA"));
        Object ofSkin = publish(copy, skin, of("ad-3", skin, "Python bivittatus", "SKI"));
        for (ApiClient reader : readers) {
            removed(reader, ofIvory, "confirm", 10);
            removed(reader, ofScales, "seen", 100);
            if (!reader.equals(readers.get(2))) {
                removed(reader, ofSkin, "confirm", 1_000);
            }
        }
        removed(members.member(Trust.PROBATION, collection, Access.READ), ofSkin, "confirm", 1_000);
        purged(copy, readers.get(0), skin);

        try (Browser browser = Browser.signedIn(StaffRole.LEAD)) {
            Page page = browser.open("/console/impact?collection=" + collection);
            assertThat(rows(page, "By species or other taxon"))
                    .hasText(new String[] {"Manis javanica 3003", "Loxodonta africana 303"});
            assertThat(rows(page, "By kind of item")).hasText(new String[] {"scale 3003", "ivory carving 303"});
            assertThat(rows(page, "Time to purge").first()).containsText("Half took at most");
            assertThat(rows(page, "Time to purge").first()).not().containsText("nothing measured");
            browser.inspect("impact-collection");
        }
    }

    private Object publish(FeedCopy copy, String value, Map<String, Object> listing) {
        String id = submit(shop, collection, listing).extract().path("results[0].listingId");
        staff.json(Map.of("decision", "approve"))
                .post("/api/v1/review/listings/" + id + "/decision")
                .then()
                .statusCode(200);
        return copy.holds(value).getOrDefault("id", "");
    }

    private static Map<String, Object> of(String reference, String md5, String taxon, String term) {
        return with(
                listing(reference, md5),
                "labels",
                with(with(labels(), "taxon", Map.of("scientificName", taxon)), "term", term));
    }

    private void removed(ApiClient reader, Object indicator, String opinion, int count) {
        reader.json(Map.of("opinion", opinion, "actions", Map.of("matched", count, "removed", count)))
                .put("/api/v1/collections/" + collection + "/indicators/" + indicator + "/feedback")
                .then()
                .statusCode(200);
    }

    /** The member takes its listing back, and a reader says that it is past that. */
    private void purged(FeedCopy copy, ApiClient reader, String value) {
        shop.request()
                .delete("/api/v1/collections/" + collection + "/listings/ad-3")
                .then()
                .statusCode(204);
        copy.left(value);
        int head = copy.entries().size();
        reader.request()
                .get("/api/v1/collections/" + collection + "/feed?after=" + head)
                .then()
                .statusCode(200);
        Await.until(
                "a receipt is measured",
                SOON,
                () -> 0
                        < staff.request()
                                .get("/api/v1/collections/" + collection + "/withdrawals")
                                .<Integer>path("timeToPurge.measured"));
    }

    private static Locator rows(Page page, String title) {
        return page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(title).setExact(true))
                .locator("tbody tr");
    }
}
