package org.alarmcall.member;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.FieldError;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What staff change: members, their clients, collections and who may use them. Each change, its audit entry and the
 * directory's new version are one transaction; this node knows of it when the method returns, every other within a
 * second. The caller holds the admin scope, or is the system.
 */
@Singleton
@ActsAs
public class Administration {

    static final int MAX_CLIENTS_PER_MEMBER = 1_000;

    private final MemberRepository members;
    private final ApiClientRepository clients;
    private final CollectionRepository collections;
    private final Directory directory;
    private final AuditTrail audit;
    private final ClientConfig config;
    private final Clock clock;

    Administration(
            MemberRepository members,
            ApiClientRepository clients,
            CollectionRepository collections,
            Directory directory,
            AuditTrail audit,
            ClientConfig config,
            Clock clock) {
        this.members = members;
        this.clients = clients;
        this.collections = collections;
        this.directory = directory;
        this.audit = audit;
        this.config = config;
        this.clock = clock;
    }

    @Transactional
    public MemberView createMember(Caller caller, NewMember wanted) {
        begin(caller);
        Sector sector = oneOf("/sector", wanted.sector(), Sector::parse, Sector.values(), Sector::wire);
        if (members.find(caller, wanted.slug()).isPresent()) {
            throw Problem.ALREADY_EXISTS.because("There is a member " + wanted.slug() + ".");
        }
        Member member = new Member(wanted.slug(), wanted.name(), sector, now());
        members.persistAndFlush(member);
        audit.record(
                caller, "member.create", null, wanted.slug(), Map.of("name", wanted.name(), "sector", sector.wire()));
        return member.view();
    }

    /**
     * What a member begins with: itself, what it may do in each collection, by slug, and its first client.
     *
     * @param trust as in {@link MemberChange}
     */
    public record NewcomerWanted(NewMember member, String trust, Map<String, String> access, NewClient client) {}

    /** All of it or nothing. The answer holds the secret, which is nowhere else. */
    @Transactional
    public NewClientView welcome(Caller caller, NewcomerWanted wanted) {
        String slug = createMember(caller, wanted.member()).slug();
        if (!wanted.trust().equals(Trust.PROBATION.wire())) {
            change(caller, slug, new MemberChange(null, wanted.trust()));
        }
        wanted.access().forEach((collection, access) -> grant(caller, collection, slug, access));
        return createClient(caller, slug, wanted.client());
    }

    @Transactional
    public MemberView member(Caller caller, String slug) {
        return found(caller, slug).view();
    }

    /** By slug. */
    @Transactional
    public Page<MemberView> members(Caller caller, @Nullable String cursor, int limit) {
        List<Member> found = members.list(caller, Cursor.text(cursor), limit + 1);
        return page(found.stream().map(Member::view).toList(), limit, MemberView::slug);
    }

    /** Suspending bites on every node within 5 seconds, streams included. */
    @Transactional
    public MemberView change(Caller caller, String slug, MemberChange wanted) {
        begin(caller);
        Member member = found(caller, slug);
        Map<String, Object> details = new TreeMap<>();
        if (wanted.trust() != null) {
            Trust trust = oneOf("/trust", wanted.trust(), Trust::parse, Trust.values(), Trust::wire);
            details.put("trust", trust.wire());
            member.trust(trust);
        }
        if (wanted.status() != null) {
            details.put("status", wanted.status());
            switch (wanted.status()) {
                case "active" -> member.activate();
                case "suspended" -> suspend(member);
                default -> throw ProblemException.invalid("/status", "must be active or suspended");
            }
        }
        if (!details.isEmpty()) {
            audit.record(caller, "member.change", null, slug, details);
        }
        return member.view();
    }

    private static void suspend(Member member) {
        if (member.coalition()) {
            throw Problem.CONFLICT.because("The coalition itself can't be suspended. Remove its clients instead.");
        }
        member.suspend();
    }

    /** The answer holds the secret, which is nowhere else. */
    @Transactional
    public NewClientView createClient(Caller caller, String memberSlug, NewClient wanted) {
        begin(caller);
        Member member = found(caller, memberSlug);
        Set<Scope> scopes = scopes(wanted.scopes(), member);
        List<String> limitedTo = limits(caller, wanted, scopes);
        Instant now = now();
        if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(now)) {
            throw ProblemException.invalid("/expiresAt", "must be in the future");
        }
        if (clients.count(caller, member.id()) >= MAX_CLIENTS_PER_MEMBER) {
            throw Problem.CONFLICT.because("A member has at most " + MAX_CLIENTS_PER_MEMBER + " clients.");
        }
        String secret = Secrets.generate();
        ApiClient client = new ApiClient(
                newClientId(memberSlug),
                member.id(),
                wanted.name(),
                scopes,
                limitedTo,
                Secrets.hash(secret),
                now,
                wanted.expiresAt());
        clients.persistAndFlush(client);
        ClientView view = client.view();
        audit.record(caller, "client.create", null, view.clientId(), details(memberSlug, view));
        return NewClientView.of(view, secret);
    }

    /** A member's clients by id, without those that were removed. */
    @Transactional
    public Page<ClientView> clients(Caller caller, String memberSlug, @Nullable String cursor, int limit) {
        Member member = found(caller, memberSlug);
        List<ApiClient> found = clients.list(caller, member.id(), Cursor.text(cursor), limit + 1);
        return page(found.stream().map(ApiClient::view).toList(), limit, ClientView::clientId);
    }

    /** How many clients each member has, by slug, without those that were removed; a member without one is left out. */
    @Transactional
    public Map<String, Long> clientCounts(Caller caller) {
        return clients.counts(caller);
    }

    /** A new secret; the present one works on for the overlap, one before it ends now. */
    @Transactional
    public NewClientView rotateClient(Caller caller, String memberSlug, String clientId) {
        begin(caller);
        return rotated(caller, memberSlug, found(caller, memberSlug, clientId));
    }

    /**
     * As {@link #rotateClient}, by somebody who has looked at the client: a 409 when it was rotated after that, so that what is
     * sent twice ends no secret that is in use.
     *
     * @param seen {@link ClientView#previousSecretUntil} as it was then
     */
    @Transactional
    public NewClientView rotateClientAsSeen(Caller caller, String memberSlug, String clientId, @Nullable Instant seen) {
        begin(caller);
        ApiClient client = found(caller, memberSlug, clientId);
        if (!Objects.equals(client.view().previousSecretUntil(), seen)) {
            throw Problem.CONFLICT.because("The client has been given a new secret since you looked at it.");
        }
        return rotated(caller, memberSlug, client);
    }

    private NewClientView rotated(Caller caller, String memberSlug, ApiClient client) {
        String secret = Secrets.generate();
        client.rotate(Secrets.hash(secret), now().plus(config.secretOverlap()));
        ClientView view = client.view();
        audit.record(caller, "client.rotate", null, view.clientId(), Map.of("member", memberSlug));
        return NewClientView.of(view, secret);
    }

    /** At once: its tokens end with it. */
    @Transactional
    public void removeClient(Caller caller, String memberSlug, String clientId) {
        begin(caller);
        found(caller, memberSlug, clientId).remove(now());
        audit.record(caller, "client.remove", null, clientId, Map.of("member", memberSlug));
    }

    @Transactional
    public CollectionView createCollection(Caller caller, NewCollection wanted) {
        begin(caller);
        Tlp tlp = oneOf("/tlp", wanted.tlp(), Tlp::parse, Tlp.values(), Tlp::wire);
        if (collections.find(caller, wanted.slug()).isPresent()) {
            throw Problem.ALREADY_EXISTS.because("There is a collection " + wanted.slug() + ".");
        }
        String description = wanted.description() == null ? "" : wanted.description();
        SharedCollection collection = new SharedCollection(wanted.slug(), wanted.title(), description, tlp, now());
        collections.persistAndFlush(collection);
        audit.record(
                caller,
                "collection.create",
                collection.id(),
                wanted.slug(),
                Map.of("title", wanted.title(), "tlp", tlp.wire()));
        return collection.view();
    }

    /** All collections, by slug. */
    @Transactional
    public List<CollectionView> collections(Caller caller) {
        if (!caller.seesAllMembers()) {
            throw Problem.FORBIDDEN.because("Only the coalition's staff may see all collections.");
        }
        return collections.inOrder(caller).stream().map(SharedCollection::view).toList();
    }

    /**
     * What a member may do in a collection from now on.
     *
     * @param created whether it could do nothing before
     */
    public record Granted(AccessView access, boolean created) {}

    @Transactional
    public Granted grant(Caller caller, String collectionSlug, String memberSlug, String wanted) {
        begin(caller);
        SharedCollection collection = collection(caller, collectionSlug);
        Member member = found(caller, memberSlug);
        Access access = oneOf("/access", wanted, Access::parse, Access.values(), Access::wire);
        boolean created = collections.grant(caller, collection.id(), member.id(), access);
        audit.record(
                caller,
                "collection.grant",
                collection.id(),
                collectionSlug,
                Map.of("member", memberSlug, "access", access.wire()));
        return new Granted(new AccessView(collectionSlug, memberSlug, access.wire()), created);
    }

    @Transactional
    public void withdrawGrant(Caller caller, String collectionSlug, String memberSlug) {
        begin(caller);
        SharedCollection collection = collection(caller, collectionSlug);
        Member member = found(caller, memberSlug);
        if (!collections.withdraw(caller, collection.id(), member.id())) {
            throw Problem.NOT_FOUND.because("The member has no access to this collection.");
        }
        audit.record(
                caller, "collection.withdraw-grant", collection.id(), collectionSlug, Map.of("member", memberSlug));
    }

    /** Who may use a collection, by member. */
    @Transactional
    public Page<AccessView> accesses(Caller caller, String collectionSlug, @Nullable String cursor, int limit) {
        SharedCollection collection = collection(caller, collectionSlug);
        return page(collections.members(caller, collection, Cursor.text(cursor), limit + 1), limit, AccessView::member);
    }

    /** What a member may do in each collection, by collection. */
    @Transactional
    public List<AccessView> accessesOf(Caller caller, String memberSlug) {
        return collections.of(caller, found(caller, memberSlug).id(), memberSlug);
    }

    /** Checks the caller's right again, and lets no two changes pass each other. */
    private void begin(Caller caller) {
        if (!caller.isSystem() && !(caller.coalition() && caller.has(Scope.ADMIN))) {
            throw Problem.FORBIDDEN.because("Only the coalition's administrators may do this.");
        }
        directory.changing(caller);
    }

    private Member found(Caller caller, String slug) {
        return members.find(caller, slug).orElseThrow(Members::noMember);
    }

    private ApiClient found(Caller caller, String memberSlug, String clientId) {
        return clients.find(caller, found(caller, memberSlug).id(), clientId)
                .orElseThrow(() -> Problem.NOT_FOUND.because("The member has no such client."));
    }

    private SharedCollection collection(Caller caller, String slug) {
        return collections.find(caller, slug).orElseThrow(Members::noCollection);
    }

    private static Set<Scope> scopes(List<String> names, Member member) {
        List<FieldError> errors = new ArrayList<>();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (int i = 0; i < names.size(); i++) {
            Optional<Scope> scope = Scope.parse(names.get(i));
            String pointer = "/scopes/" + i;
            if (scope.isEmpty()) {
                errors.add(FieldError.at(pointer, "must be one of " + String.join(", ", Tokens.scopeNames())));
            } else if (scope.get().coalitionOnly() && !member.coalition()) {
                errors.add(FieldError.at(pointer, "only clients of the coalition may hold this scope"));
            } else {
                scopes.add(scope.get());
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return scopes;
    }

    private List<String> limits(Caller caller, NewClient wanted, Set<Scope> scopes) {
        List<String> slugs = wanted.collections() == null ? List.of() : wanted.collections();
        if (slugs.isEmpty()) {
            return slugs;
        }
        if (scopes.contains(Scope.ADMIN)) {
            throw ProblemException.invalid("/collections", "a client with the scope admin can't be limited");
        }
        Set<String> existing = collections.existing(caller, slugs);
        List<FieldError> errors = new ArrayList<>();
        for (int i = 0; i < slugs.size(); i++) {
            if (!existing.contains(slugs.get(i))) {
                errors.add(FieldError.at("/collections/" + i, "there is no such collection"));
            }
        }
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return slugs;
    }

    static Map<String, Object> details(String memberSlug, ClientView client) {
        Map<String, Object> details = new TreeMap<>();
        details.put("member", memberSlug);
        details.put("name", client.name());
        details.put("scopes", client.scopes());
        details.put("collections", client.collections());
        if (client.expiresAt() != null) {
            details.put("expiresAt", client.expiresAt().toString());
        }
        return details;
    }

    /** Says whose it is, in logs and in the member's configuration. */
    static String newClientId(String memberSlug) {
        String prefix = memberSlug.length() > 40 ? memberSlug.substring(0, 40) : memberSlug;
        return prefix + "-" + Secrets.randomText(9);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> T oneOf(
            String pointer, String value, Function<String, Optional<T>> parse, T[] offered, Function<T, String> wire) {
        return parse.apply(value)
                .orElseThrow(() -> ProblemException.invalid(
                        pointer,
                        "must be one of " + Arrays.stream(offered).map(wire).collect(Collectors.joining(", "))));
    }

    /** Of one more than the limit, so that it is known whether there is a next page. */
    private static <T> Page<T> page(List<T> found, int limit, Function<T, String> key) {
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<T> items = found.subList(0, limit);
        return new Page<>(items, Cursor.of(key.apply(items.get(limit - 1))));
    }
}
