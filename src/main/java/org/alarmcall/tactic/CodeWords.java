package org.alarmcall.tactic;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.feed.Feed;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.ProblemException;
import org.jspecify.annotations.Nullable;

/** The door to the register: the code words of published tactics, until they sunset. */
@Singleton
@ActsAs
@Transactional
public class CodeWords {

    private final Database database;
    private final Members members;
    private final CodeWordRows rows;
    private final ReviewRows reports;
    private final Feed feed;
    private final AuditLog audit;

    CodeWords(Database database, Members members, CodeWordRows rows, ReviewRows reports, Feed feed, AuditLog audit) {
        this.database = database;
        this.members = members;
        this.rows = rows;
        this.reports = reports;
        this.feed = feed;
        this.audit = audit;
    }

    /**
     * A page of the register, by term.
     *
     * @param language BCP 47, with its regional forms; null for all
     * @param q part of the term; null for all
     * @param active whether to leave out what has sunset
     * @throws ProblemException 404 for the collection, 403 for a member that may only write
     */
    public Page<CodeWordView> page(
            Caller caller,
            String collection,
            @Nullable String language,
            @Nullable String q,
            boolean active,
            @Nullable String cursor,
            int limit) {
        CollectionRef readable = members.readable(caller, collection);
        TacticFilter.check("language", language);
        TacticFilter.check("q", q);
        String after = Cursor.text(cursor);
        int end = after.lastIndexOf('\n');
        String key = end < 0 ? "" : after.substring(0, end);
        UUID id = end < 0 ? new UUID(0, 0) : id(after.substring(end + 1));
        List<CodeWordRows.Keyed> found = database.call(connection -> rows.page(
                caller, connection, readable.id(), new CodeWordRows.Asked(language, q, active), key, id, limit + 1));
        return Page.of(found, limit, word -> word.key() + '\n' + word.word().id(), CodeWordRows.Keyed::word);
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }
    }

    /** A word that staff look at, with where it is. */
    public record Registered(String collection, CodeWordView word) {}

    /**
     * A page of the register for those who renew it: what sunsets soonest first, or of what has sunset the latest first.
     *
     * @param collection slug; null for all that the caller may read
     * @param language BCP 47, with its regional forms; null for all
     * @param q part of the term; null for all
     * @throws ProblemException 404 for a collection that the caller may not read
     */
    public Page<Registered> bySunset(
            Caller caller,
            @Nullable String collection,
            @Nullable String language,
            @Nullable String q,
            boolean active,
            @Nullable String cursor,
            int limit) {
        List<CollectionRef> collections =
                collection == null ? members.readable(caller) : List.of(members.readable(caller, collection));
        TacticFilter.check("language", language);
        TacticFilter.check("q", q);
        TacticCursor after = TacticCursor.read(cursor, active ? TacticCursor.OLDEST : TacticCursor.NEWEST);
        return Page.of(
                database.call(connection -> rows.bySunset(
                        caller,
                        connection,
                        collections,
                        new CodeWordRows.Asked(language, q, active),
                        after,
                        limit + 1)),
                limit,
                found -> new TacticCursor(found.word().sunset(), found.word().id()).key(),
                found -> registered(caller, found));
    }

    /** A word of the register, sunset or not. @throws ProblemException 404 */
    public Registered get(Caller caller, UUID id) {
        List<CollectionRef> collections = members.readable(caller);
        return registered(caller, database.call(connection -> find(caller, connection, collections, id)));
    }

    private Registered registered(Caller caller, CodeWordRows.Found found) {
        return new Registered(members.collection(caller, found.collectionId()).slug(), found.word());
    }

    /**
     * Renews a code word until a later (or earlier) sunset, in all published tactics that have it with this meaning and
     * context. One that has sunset comes back.
     *
     * @param id as the register gives it
     * @param sunsetSeen the sunset that was looked at; null to renew it whatever it is now
     * @throws ProblemException 404; 409 when it is another one now
     */
    public CodeWordView renew(Caller caller, UUID id, Instant sunset, @Nullable Instant sunsetSeen) {
        List<CollectionRef> collections = members.readable(caller);
        return database.call(connection -> {
            CodeWordRows.Found seen = find(caller, connection, collections, id);
            // Decisions lock the reports, too: what is found under their locks stays.
            Map<UUID, Report> locked =
                    reports.lock(caller, connection, collections, seen.word().tactics());
            CodeWordRows.Found found = find(caller, connection, collections, id);
            if (sunsetSeen != null && !sunsetSeen.equals(found.word().sunset())) {
                throw Problem.CONFLICT.because("The code word has changed since you looked at it: it ends at "
                        + found.word().sunset() + " now.");
            }
            List<Report> renewed = new ArrayList<>(found.word().tactics().stream()
                    .flatMap(tactic -> Stream.ofNullable(locked.get(tactic)))
                    .toList());
            List<UUID> tactics = renewed.stream().map(Report::id).toList();
            renewed.addAll(reports.mergedInto(caller, connection, found.collectionId(), tactics));
            rows.renew(caller, connection, found, renewed, sunset);
            feed.touch(caller, found.collectionId(), TacticFeedSource.KIND, tactics);
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("term", found.word().term());
            details.put("language", found.word().language());
            details.put("before", found.word().sunset().toString());
            details.put("sunset", sunset.toString());
            audit.record(caller, "code_word.renew", found.collectionId(), id.toString(), details);
            return find(caller, connection, collections, id).word();
        });
    }

    private CodeWordRows.Found find(Caller caller, Connection connection, List<CollectionRef> collections, UUID id)
            throws SQLException {
        CodeWordRows.Found found = rows.find(caller, connection, collections, id);
        if (found == null) {
            throw Problem.NOT_FOUND.because("There is no such code word.");
        }
        return found;
    }
}
