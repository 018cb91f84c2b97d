package org.alarmcall.console;

import java.util.List;

/** Where the console takes ids, and what is none. Real ones stand as {@code {name}}, the strange one as {@code *}. */
final class StrangeIds {

    private static final String LONG = "x".repeat(1_500);
    static final String NOBODYS = "00000000-0000-4000-8000-000000000000";

    /** What is an id nowhere: encoded, as in an address. */
    static final List<String> MALFORMED = List.of(
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
     * @param subjects what the ids in the path are of, in their order; names of what the test makes
     */
    record Operation(String method, String path, String form, List<String> subjects) {

        String name() {
            return method + " " + path;
        }
    }

    private static Operation operation(String name, String form, String... subjects) {
        String[] parts = name.split(" ");
        return new Operation(parts[0], parts[1], form, List.of(subjects));
    }

    /** What it ends may be gone: that is what was wanted. */
    static final String GONE = "POST /console/account/sessions/{id}/end";

    static final List<Operation> OPERATIONS = List.of(
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
            operation("POST /console/code-words/{id}/renew", "sunset=2027-03-31&seen=2026-12-31T00:00:00Z", "codeWord"),
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
            operation("POST /console/staff/{id}/sign-out", "", "account"),
            operation("POST /console/account/factors/{id}/name", "name=a+phone", "factor"),
            operation("POST /console/account/factors/{id}/remove", "", "factor"),
            operation(GONE, "", "session"),
            operation("GET /console/invitation/{token}", "", "token"),
            operation("POST /console/invitation/{token}", "password=a+sentence+of+some+length", "token"),
            operation("GET /console/audit/{id:\\d{1,18}}", "", "entry"),
            operation("GET /console/impact/{figure}.svg", "", "figure"),
            operation("GET /console/impact/{figure}.png", "", "figure"),
            operation("GET /console/impact/{figure}.csv", "", "figure"),
            operation("GET /console/assets/{hash}/{name}", "", "hash", "asset"));

    /** Ids that a form or the query of an address has: what it is sent to, and with {@code *} in the place of the id. */
    static final List<String> FIELDS = List.of(
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
    static final List<String> QUERIES = List.of(
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
            "/console/listings/{listing}?collection=*",
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

    private StrangeIds() {}
}
