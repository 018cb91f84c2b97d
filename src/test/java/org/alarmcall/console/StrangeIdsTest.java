package org.alarmcall.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.member.Access;
import org.alarmcall.member.Scope;
import org.alarmcall.member.StaffRole;
import org.alarmcall.member.Trust;
import org.alarmcall.platform.Cursor;
import org.alarmcall.staff.StaffAccounts;
import org.alarmcall.testing.ApiClient;
import org.alarmcall.testing.FeedCopy;
import org.alarmcall.testing.TestListings;
import org.alarmcall.testing.TestMembers;
import org.alarmcall.testing.TestStaff;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Ids that none of our pages gave out, that are of something else or of somebody else, or of what is gone by now: in each
 * address and each form the answer is a page that says so, and nothing is done.
 */
@QuarkusTest
class StrangeIdsTest {

    private static final String LONG = "x".repeat(1_500);
    private static final String NOBODYS = "00000000-0000-4000-8000-000000000000";

    /** What is an id nowhere: encoded, as in an address. */
    private static final List<String> MALFORMED = List.of(
            "no-such",
            "0",
            "-1",
            "1.5",
            "2147483648",
            "99999999999999999999",
            "%00",
            "a%00b",
            "%F0%9F%90%98",
            "%FF",
            "%ED%A0%80",
            "%0D%0A",
            "%20",
            "1-1-1-1-1",
            "%27%20OR%201%3D1--",
            "%3Cscript%3E",
            "%7Bcdi:console.csrf%7D",
            NOBODYS,
            NOBODYS + "%20",
            LONG);

    /**
     * An operation with ids in its path, and a form that would be right.
     *
     * @param subjects what the ids in the path are of, in their order; names of {@link #real}
     */
    private record Operation(String method, String path, String form, List<String> subjects) {

        String name() {
            return method + " " + path;
        }
    }

    private static Operation operation(String name, String form, String... subjects) {
        String[] parts = name.split(" ");
        return new Operation(parts[0], parts[1], form, List.of(subjects));
    }

    private static final List<Operation> OPERATIONS = List.of(
            operation("GET /console/listings/{id}", "", "listing"),
            operation("POST /console/listings/{id}/decision", "decision=approve&revision=1", "listing"),
            operation(
                    "POST /console/listings/{id}/correction",
                    "revision=1&scientificName=Loxodonta+africana&policyCategory=ivory",
                    "listing"),
            operation("POST /console/listings/{id}/family", "decision=approve&revision=1", "listing"),
            operation("POST /console/listings/{id}/submission", "decision=approve&revision=1", "listing"),
            operation("POST /console/listings/{id}/claim", "", "listing"),
            operation("POST /console/decisions/{id}/undo", "", "held"),
            operation("GET /console/tactics/{id}", "", "tactic"),
            operation("GET /console/tactics/{id}/listings", "", "tactic"),
            operation("GET /console/tactics/{id}/edit", "", "tactic"),
            operation("GET /console/tactics/{id}/compare/{other}", "", "tactic", "twin"),
            operation("POST /console/tactics/{id}/decision", "decision=approve&revision=1", "tactic"),
            operation("POST /console/tactics/{id}/withdraw", "why=quality&revision=1", "tactic"),
            operation(
                    "POST /console/tactics/{id}/edit",
                    "revision=1&title=a&narrative=b&scientificName=Loxodonta+africana&policyCategory=ivory",
                    "tactic"),
            operation("POST /console/tactics/{id}/merge", "into={twin}&revision=1&intoRevision=1", "tactic"),
            operation(
                    "POST /console/code-words/{id}/renew",
                    "sunset=2027-03-31&seen=2026-12-31T00:00:00Z",
                    "codeWord"),
            operation("GET /console/members/{slug}", "", "member"),
            operation("POST /console/members/{slug}", "trust=trusted", "member"),
            operation("POST /console/members/{slug}/access", "collection={collection}&access=read", "member"),
            operation("POST /console/members/{slug}/clients", "name=a&scopes=feed:read", "member"),
            operation("POST /console/members/{slug}/clients/{id}/rotate", "", "member", "client"),
            operation("POST /console/members/{slug}/clients/{id}/remove", "", "member", "client"),
            operation("GET /console/collections/{slug}", "", "collection"),
            operation("GET /console/feed/indicators/{id}", "", "indicator"),
            operation("POST /console/feed/indicators/{id}/withdraw", "reason=quality", "indicator"),
            operation("POST /console/allow-list/{id}/remove", "", "allowed"),
            operation("POST /console/staff/{id}/role", "role=lead", "account"),
            operation("POST /console/staff/{id}/reset", "", "account"),
            operation("POST /console/staff/{id}/disable", "", "account"),
            operation("POST /console/staff/{id}/enable", "", "account"),
            operation("GET /console/invitation/{token}", "", "token"),
            operation("POST /console/invitation/{token}", "password=a+sentence+of+some+length", "token"),
            operation("GET /console/audit/{id:\\d{1,18}}", "", "entry"),
            operation("GET /console/impact/{figure}.svg", "", "figure"),
            operation("GET /console/impact/{figure}.png", "", "figure"),
            operation("GET /console/impact/{figure}.csv", "", "figure"),
            operation("GET /console/assets/{hash}/{name}", "", "hash", "asset"));

    /** Ids that a form or the query of an address has: what it is sent to, and with {@code *} in the place of the id. */
    private static final List<String> FIELDS = List.of(
            "POST /console/listings/{listing}/decision revision=*&decision=approve",
            "POST /console/listings/{listing}/decision revision=1&decision=*",
            "POST /console/listings/{listing}/family revision=1&decision=approve&near=*",
            "POST /console/listings/{listing}/family revision=1&decision=approve&near=*:1",
            "POST /console/listings/{listing}/family revision=1&decision=approve&near={decided}:*",
            "POST /console/listings/{listing}/family revision=*&decision=approve",
            "POST /console/listings/{listing}/submission decision=*",
            "POST /console/tactics/{tactic}/decision decision=approve&revision=*",
            "POST /console/tactics/{tactic}/decision decision=*&revision=1",
            "POST /console/tactics/{tactic}/withdraw why=quality&revision=*",
            "POST /console/tactics/{tactic}/withdraw why=*&revision=1",
            "POST /console/tactics/{tactic}/edit revision=*&title=a&narrative=b&scientificName=a&policyCategory=ivory",
            "POST /console/tactics/{tactic}/edit revision=1&title=a&narrative=b&scientificName=a&policyCategory=*",
            "POST /console/tactics/{tactic}/edit revision=1&title=a&narrative=b&scientificName=a&policyCategory=ivory&techniques=*",
            "POST /console/tactics/{tactic}/merge into=*&revision=1&intoRevision=1",
            "POST /console/tactics/{tactic}/merge into={twin}&revision=*&intoRevision=1",
            "POST /console/tactics/{tactic}/merge into={twin}&revision=1&intoRevision=*",
            "POST /console/code-words/{codeWord}/renew sunset=*&seen=2026-12-31T00:00:00Z",
            "POST /console/code-words/{codeWord}/renew sunset=2027-03-31&seen=*",
            "POST /console/members/{member} trust=*",
            "POST /console/members/{member} status=*",
            "POST /console/members/{member}/access collection=*&access=read",
            "POST /console/members/{member}/access collection={collection}&access=*",
            "POST /console/members/{member}/access collection=*&access=none",
            "POST /console/members/{member}/clients name=a&scopes=*",
            "POST /console/members/{member}/clients name=a&scopes=feed:read&limits=*",
            "POST /console/members/{member}/clients name=a&scopes=feed:read&expires=*",
            "POST /console/members/{member}/clients/{client}/rotate seen=*",
            "POST /console/newcomer name=a&slug={free}&sector=*&trust=probation&read={collection}&purpose=pull",
            "POST /console/newcomer name=a&slug={free}&sector=ngo&trust=*&read={collection}&purpose=pull",
            "POST /console/newcomer name=a&slug={free}&sector=ngo&trust=probation&read=*&purpose=pull",
            "POST /console/newcomer name=a&slug={free}&sector=ngo&trust=trusted&read={collection}&write=*&purpose=pull",
            "POST /console/newcomer name=a&slug={free}&sector=ngo&trust=probation&read={collection}&purpose=*",
            "POST /console/collections title=a&slug={free}&tlp=*",
            "POST /console/allow-list collection=*&type=image_md5&value={md5}&note=a",
            "POST /console/allow-list collection={collection}&type=*&value={md5}&note=a",
            "POST /console/allow-list collection={collection}&type=image_md5&value=*&note=a",
            "POST /console/feed/indicators/{indicator}/withdraw reason=*",
            "POST /console/staff/{account}/role role=*",
            "POST /console/staff login={free}@example.org&name=a&organisation=b&role=*");

    /** Of a page that asks: what fits nothing is an empty page or a fault of the question, as it likes. */
    private static final List<String> QUERIES = List.of(
            "/console/queue?collection=*",
            "/console/queue?member=*",
            "/console/queue?reason=*",
            "/console/queue?taxon=*",
            "/console/queue?category=*",
            "/console/queue?term=*",
            "/console/queue?order=*",
            "/console/queue?cursor=*",
            "/console/queue?order=risk&cursor=*",
            "/console/queue/next?collection=*",
            "/console/queue/next?member=*",
            "/console/queue/next?but=*",
            "/console/queue/claims?listings=*",
            "/console/queue/claims?listings={listing},*",
            "/console/listings/{listing}?collection=*&member=*&term=*",
            "/console/tactics?state=*",
            "/console/tactics?collection=*",
            "/console/tactics?q=*",
            "/console/tactics?technique=*",
            "/console/tactics?language=*",
            "/console/tactics?cursor=*",
            "/console/tactics/{tactic}?done=*",
            "/console/tactics/{tactic}/listings?cursor=*",
            "/console/code-words?show=*",
            "/console/code-words?collection=*",
            "/console/code-words?q=*",
            "/console/code-words?language=*",
            "/console/code-words?cursor=*",
            "/console/members?cursor=*",
            "/console/members/{member}?cursor=*",
            "/console/collections/{collection}?cursor=*",
            "/console/feed?q=*",
            "/console/feed/withdrawals?collection=*",
            "/console/feed/withdrawals?collection={collection}&late=*",
            "/console/feed/withdrawals?collection={collection}&cursor=*",
            "/console/allow-list?collection=*",
            "/console/allow-list?q=*",
            "/console/allow-list?cursor=*",
            "/console/audit?actor=*",
            "/console/audit?action=*",
            "/console/audit?subject=*",
            "/console/audit?from=*",
            "/console/audit?cursor=*",
            "/console/impact?from=*",
            "/console/impact?category=*",
            "/console/impact?collection=*");

    @Inject
    StaffAccounts accounts;

    @Inject
    Traces traces;

    private final TestMembers members = TestMembers.here();
    private final TestStaff admin = TestStaff.with(StaffRole.ADMIN);
    private final Visitor visitor = new Visitor(admin);
    private Map<String, String> real = Map.of();

    @BeforeEach
    void somethingOfEachKind() throws Exception {
        String collection = members.collection();
        ApiClient shop = members.member(Trust.STANDARD, collection, Access.READ_WRITE);
        ApiClient rival = members.client(members.member(Trust.STANDARD), List.of(), Scope.FEED_READ);
        ConsoleThings things = new ConsoleThings(members, collection, shop);
        String md5 = TestListings.md5();
        String decided = things.approved(md5);
        String other = TestMembers.name("other");
        Visitor colleague = new Visitor(TestStaff.with(StaffRole.REVIEWER));
        real = Map.ofEntries(
                Map.entry("collection", collection),
                Map.entry("member", shop.member()),
                Map.entry("client", shop.clientId()),
                Map.entry("rivalClient", rival.clientId()),
                Map.entry("listing", things.pending("waits")),
                Map.entry("decided", decided),
                Map.entry("held", things.heldBy(colleague)),
                Map.entry("tactic", things.tactic("White plastic")),
                Map.entry("twin", things.tactic("Yellow material")),
                Map.entry("codeWord", things.codeWord()),
                Map.entry(
                        "indicator",
                        String.valueOf(new FeedCopy(members.staff(), collection, "reviewed")
                                .holds(md5)
                                .get("id"))),
                Map.entry("allowed", things.allowed()),
                Map.entry("account", Integer.toString(things.account(accounts))),
                Map.entry("token", "none"),
                Map.entry("entry", "999999999999999999"),
                Map.entry("figure", "none"),
                Map.entry("hash", "none"),
                Map.entry("asset", "console.css"),
                Map.entry("md5", TestListings.md5()),
                Map.entry("free", other));
    }

    @Test
    void theTableHasEveryAddressWithAnId() {
        assertEquals(
                addresses(), OPERATIONS.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void anAddressWithAStrangeIdIsAPageThatSaysSo() throws Exception {
        Set<String> before = traces.of(admin);
        List<String> wrong = new ArrayList<>();
        for (Operation operation : OPERATIONS) {
            List<String> subjects = operation.subjects();
            for (int place = 0; place < subjects.size(); place++) {
                for (String strange : strangers(subjects.get(place))) {
                    String path = path(operation, place, strange);
                    Visitor.Answer answer = visitor.send(operation.method(), path, filled(operation.form()));
                    if (!answer.isRefusal()) {
                        wrong.add(operation.method() + " " + path + ": " + answer.said());
                    }
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, traces.of(admin));
    }

    @Test
    void aFormWithAStrangeIdIsRefusedAsAWhole() throws Exception {
        Set<String> before = traces.of(admin);
        List<String> wrong = new ArrayList<>();
        for (String field : FIELDS) {
            String[] parts = filled(field).split(" ");
            for (String strange : MALFORMED) {
                if (isAsGood(field, strange)) {
                    continue;
                }
                String form = parts[2].replace("*", strange);
                Visitor.Answer answer = visitor.send(parts[0], parts[1], form);
                if (!answer.isRefusal()) {
                    wrong.add(parts[1] + " " + form + ": " + answer.said());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, traces.of(admin));
    }

    @Test
    void aQuestionAboutAStrangeIdIsAnswered() throws Exception {
        Set<String> before = traces.of(admin);
        List<String> wrong = new ArrayList<>();
        for (String query : QUERIES) {
            Stream<String> strangers = Stream.concat(MALFORMED.stream(), Stream.of(Cursor.of("a"), Cursor.of("1 1")));
            for (String strange : strangers.toList()) {
                String path = filled(query).replace("*", strange);
                Visitor.Answer answer = visitor.send("GET", path, "");
                if (!answer.isRefusal() && answer.status() != 200 && answer.status() != 303) {
                    wrong.add(path + ": " + answer.said());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, traces.of(admin));
    }

    /** What a colleague, a member or the person itself was faster with. */
    @Test
    void whatIsGoneByNowIsSaidToBeGone() throws Exception {
        List<String> clicks = List.of(
                "/console/members/{member}/clients/{client}/remove ",
                "/console/members/{member}/access collection={collection}&access=none",
                "/console/allow-list/{allowed}/remove ",
                "/console/tactics/{tactic}/decision decision=reject&revision=1&reason=a");
        for (String click : clicks) {
            String[] parts = filled(click).split(" ", -1);
            assertEquals(303, visitor.send("POST", parts[0], parts[1]).status(), click);
        }
        Set<String> after = traces.of(admin);
        for (String click : clicks) {
            String[] parts = filled(click).split(" ", -1);
            Visitor.Answer again = visitor.send("POST", parts[0], parts[1]);
            assertTrue(again.isRefusal(), click + ": " + again.said());
        }
        for (String form : List.of("", "seen=2026-12-31T00:00:00Z")) {
            Visitor.Answer rotated =
                    visitor.send("POST", filled("/console/members/{member}/clients/{client}/rotate"), form);
            assertEquals(404, rotated.status(), rotated.said());
        }
        assertEquals(after, traces.of(admin));
    }

    /** A client, an account or a listing of another under the name of one that is there. */
    private List<String> strangers(String subject) {
        List<String> strangers = new ArrayList<>(MALFORMED);
        real.forEach((name, id) -> {
            if (!id.equals(real.get(subject)) && !isAlsoOne(subject, name)) {
                strangers.add(id);
            }
        });
        if (subject.equals("entry")) {
            strangers.removeIf(id -> id.matches("[1-9][0-9]{0,9}"));
        }
        return strangers;
    }

    private static boolean isAlsoOne(String subject, String name) {
        return List.of(List.of("listing", "decided"), List.of("tactic", "twin"), List.of("hash", "token", "figure"))
                .stream()
                .anyMatch(alike -> alike.contains(subject) && alike.contains(name));
    }

    /** A strange id that is right in this field. */
    private static boolean isAsGood(String field, String strange) {
        return strange.equals("0") && field.endsWith("{decided}:*") // an older state, and left out
                || strange.equals("%20") && field.contains("expires=*")
                || List.of(NOBODYS, "1-1-1-1-1").contains(strange) && field.contains("near=*:1"); // it is left out
    }

    private String path(Operation operation, int place, String strange) {
        String path = operation.path().replaceAll("\\{[^/]*}(?=[/.]|$)", "{}");
        for (int i = 0; i < operation.subjects().size(); i++) {
            String id = i == place ? strange : real.get(operation.subjects().get(i));
            path = path.substring(0, path.indexOf("{}")) + id + path.substring(path.indexOf("{}") + 2);
        }
        return path;
    }

    /** With the real ids in the place of their names. */
    private String filled(String text) {
        String filled = text;
        for (Map.Entry<String, String> each : real.entrySet()) {
            filled = filled.replace('{' + each.getKey() + '}', each.getValue());
        }
        return filled;
    }

    /** Every address of a page with something variable in it, but for that of what is nowhere. */
    private static Set<String> addresses() {
        Set<String> addresses = new TreeSet<>();
        for (JavaClass pages : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(StrangeIdsTest.class.getPackageName())) {
            if (pages.isAnnotatedWith(Path.class) && !pages.getSimpleName().equals("NowherePages")) {
                String root = pages.getAnnotationOfType(Path.class).value();
                for (JavaMethod method : pages.getMethods()) {
                    String path = root
                            + method.tryGetAnnotationOfType(Path.class)
                                    .map(Path::value)
                                    .orElse("");
                    if (path.contains("{") && method.isAnnotatedWith(GET.class)) {
                        addresses.add("GET " + path);
                    } else if (path.contains("{") && method.isAnnotatedWith(POST.class)) {
                        addresses.add("POST " + path);
                    }
                }
            }
        }
        return addresses;
    }
}
