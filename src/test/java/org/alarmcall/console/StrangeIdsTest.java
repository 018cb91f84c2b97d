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
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.console.StrangeIds.Operation;
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
                Map.entry("session", "none"),
                Map.entry("factor", "none"),
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
                addresses(),
                StrangeIds.OPERATIONS.stream().map(Operation::name).collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void anAddressWithAStrangeIdIsAPageThatSaysSo() throws Exception {
        Set<String> before = traces.of(admin);
        List<String> wrong = new ArrayList<>();
        for (Operation operation : StrangeIds.OPERATIONS) {
            List<String> subjects = operation.subjects();
            for (int place = 0; place < subjects.size(); place++) {
                for (String strange : strangers(subjects.get(place))) {
                    String path = path(operation, place, strange);
                    Visitor.Answer answer = visitor.send(operation.method(), path, filled(operation.form()));
                    boolean isFine = operation.name().equals(StrangeIds.GONE) && answer.status() == 303;
                    if (!answer.isRefusal() && !isFine) {
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
        Set<String> before = traces.lasting(admin);
        List<String> wrong = new ArrayList<>();
        for (String field : StrangeIds.FIELDS) {
            String[] parts = filled(field).split(" ");
            for (String strange : StrangeIds.MALFORMED) {
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
        assertEquals(before, traces.lasting(admin));
    }

    @Test
    void aQuestionAboutAStrangeIdIsAnswered() throws Exception {
        Set<String> before = traces.lasting(admin);
        List<String> wrong = new ArrayList<>();
        for (String query : StrangeIds.QUERIES) {
            Stream<String> strangers =
                    Stream.concat(StrangeIds.MALFORMED.stream(), Stream.of(Cursor.of("a"), Cursor.of("1 1")));
            for (String strange : strangers.toList()) {
                String path = filled(query).replace("*", strange);
                Visitor.Answer answer = visitor.send("GET", path, "");
                if (!answer.isRefusal() && answer.status() != 200 && answer.status() != 303) {
                    wrong.add(path + ": " + answer.said());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertEquals(before, traces.lasting(admin));
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
            Visitor.Answer again = visitor.send("POST", parts[0], parts[1].replace("=reject", "=return"));
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
        List<String> strangers = new ArrayList<>(StrangeIds.MALFORMED);
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
        return List.of(
                        List.of("listing", "decided"),
                        List.of("tactic", "twin"),
                        List.of("hash", "token", "figure", "session", "factor"))
                .stream()
                .anyMatch(alike -> alike.contains(subject) && alike.contains(name));
    }

    /** A strange id that is right in this field. */
    private static boolean isAsGood(String field, String strange) {
        return strange.equals("0") && field.endsWith("{decided}:*") // an older state, and left out
                || List.of("%20", "%0D%0A").contains(strange) && field.contains("expires=*")
                || List.of(StrangeIds.NOBODYS, "1-1-1-1-1").contains(strange)
                        && field.contains("near=*:1"); // it is left out
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
