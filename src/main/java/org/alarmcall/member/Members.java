package org.alarmcall.member;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.alarmcall.member.DirectorySnapshot.CollectionRow;
import org.alarmcall.member.DirectorySnapshot.MemberRow;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;

/**
 * The door of the package: who is who, and who may use which collection. Every answer comes from memory, without SQL,
 * and is at most 5 seconds old; when the node can't know, it is a 503. Changes: {@link Administration}.
 */
@Singleton
public class Members {

    private final Directory directory;
    private final Clock clock;

    Members(Directory directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /**
     * A collection that the caller may read. A 404, always the same, for what it may not know of: no such collection,
     * not of its member, or not of its client; a 403 when its member may only write.
     */
    public CollectionRef readable(Caller caller, String slug) {
        CollectionRef collection = visible(caller, slug);
        if (!collection.access().canRead()) {
            throw Problem.FORBIDDEN.because("Your member may write to this collection and not read it.");
        }
        return collection;
    }

    /** A collection that the caller may write to; else as {@link #readable}. */
    public CollectionRef writable(Caller caller, String slug) {
        CollectionRef collection = visible(caller, slug);
        if (!collection.access().canWrite()) {
            throw Problem.FORBIDDEN.because("Your member may read this collection and not write to it.");
        }
        return collection;
    }

    /** A collection that the caller may read or write; else a 404. */
    public CollectionRef visible(Caller caller, String slug) {
        DirectorySnapshot now = directory.current();
        CollectionRow collection = now.collections().get(slug);
        Access access = collection == null ? null : now.access(caller, collection);
        if (collection == null || access == null) {
            throw noCollection();
        }
        return collection.as(access);
    }

    /** The collections that the caller may read or write, by slug. */
    public List<CollectionRef> collections(Caller caller) {
        DirectorySnapshot now = directory.current();
        return now.collections().values().stream()
                .flatMap(collection ->
                        Stream.ofNullable(now.access(caller, collection)).map(collection::as))
                .sorted(Comparator.comparing(CollectionRef::slug))
                .toList();
    }

    /** The collections that the caller may read, by slug. */
    public List<CollectionRef> readable(Caller caller) {
        return collections(caller).stream()
                .filter(collection -> collection.access().canRead())
                .toList();
    }

    /** A collection by its number; a 404 when the caller may not know of it. */
    public CollectionRef collection(Caller caller, int id) {
        CollectionRow collection = directory.current().collectionsById().get(id);
        if (collection == null) {
            throw noCollection();
        }
        return visible(caller, collection.slug());
    }

    /**
     * The ids of all members' clients that may read the feed of a collection now: not removed or expired, of an active
     * member. What is said of them to the caller is the asking feature's to decide.
     */
    public Set<String> readers(Caller caller, CollectionRef collection) {
        DirectorySnapshot now = directory.current();
        CollectionRow row = now.collectionsById().get(collection.id());
        return row == null ? Set.of() : now.readers(row, clock.instant());
    }

    /** How much a member is trusted now. For the member itself, staff and the system. */
    public Trust trust(Caller caller, int memberId) {
        return row(caller, memberId).trust();
    }

    /** A member by its number. For the member itself, staff and the system. */
    public MemberView member(Caller caller, int memberId) {
        return MemberView.of(row(caller, memberId));
    }

    /** All members but the coalition, in the order of their names. For staff and the system. */
    public List<MemberView> others(Caller caller) {
        return directory.current().members().values().stream()
                .filter(member -> caller.seesAllMembers() && !member.coalition())
                .map(MemberView::of)
                .sorted(Comparator.comparing(MemberView::name))
                .toList();
    }

    /** The number of a member by its slug; empty for who may not know of it, too. For staff and the system. */
    public OptionalInt number(Caller caller, String slug) {
        return caller.seesAllMembers()
                ? directory.current().members().values().stream()
                        .filter(member -> member.slug().equals(slug))
                        .mapToInt(MemberRow::id)
                        .findFirst()
                : OptionalInt.empty();
    }

    /**
     * Whether the token that began a long answer is still good: not expired or revoked, its client not removed, its
     * member active. Asked each second or so, so that a suspension ends a stream within 5 seconds. That the member may
     * still use the collection is asked by {@link #readable}, again.
     */
    public boolean stillValid(Session session) {
        try {
            return directory.current().stillValid(session, clock.instant());
        } catch (ProblemException e) {
            return false; // nobody knows
        }
    }

    /**
     * The caller as which a person of the staff acts through the doors: of the coalition, as client {@code staff:<login>},
     * with what the role may do.
     *
     * @param system who knows that the person is signed in
     */
    public Caller staff(Caller system, String login, StaffRole role) {
        if (!system.isSystem()) {
            throw new IllegalArgumentException("only the system says who is signed in");
        }
        MemberRow coalition = directory.current().members().values().stream()
                .filter(MemberRow::coalition)
                .findAny()
                .orElseThrow(() -> new IllegalStateException("no coalition"));
        return new Caller(coalition.id(), coalition.slug(), Caller.staffClient(login), true, role.scopes(), null);
    }

    private MemberRow row(Caller caller, int memberId) {
        MemberRow member = directory.current().members().get(memberId);
        if (member == null || !(caller.seesAllMembers() || caller.memberId() == memberId)) {
            throw noMember();
        }
        return member;
    }

    static ProblemException noCollection() {
        return Problem.NOT_FOUND.because("There is no such collection, or your client may not use it.");
    }

    static ProblemException noMember() {
        return Problem.NOT_FOUND.because("There is no such member.");
    }
}
