package org.alarmcall.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.Types;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.alarmcall.audit.AuditRepository.Place;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.AuditTrail;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.Problem;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The door of the package: who did what. An entry is written with what it is about, or not at all, and stays. */
@Singleton
@ActsAs
public class AuditLog implements AuditTrail {

    static final int MAX_DETAILS = 64 * 1024;

    private final Database database;
    private final AuditRepository repository;
    private final ObjectMapper json;

    AuditLog(Database database, AuditRepository repository, ObjectMapper json) {
        this.database = database;
        this.repository = repository;
        this.json = json;
    }

    /**
     * Writes an entry in the transaction of what it is about; without one it fails.
     *
     * @param action noun and verb, for example {@code listing.approve}
     * @param collectionId null for what is of no collection
     * @param subject the id or slug of what it was done to
     * @param details a small JSON object: what changed, and no secrets or personal data
     */
    @Override
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(
            Caller caller, String action, @Nullable Integer collectionId, String subject, Map<String, ?> details) {
        String text = text(details);
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO audit_entry (member_id, client_id, action, collection_id, subject, details)
                    VALUES (?, ?, ?, ?, ?, ?::json)
                    """)) {
                insert.setInt(1, caller.memberId());
                insert.setString(2, caller.clientId());
                insert.setString(3, action);
                insert.setObject(4, collectionId, Types.INTEGER);
                insert.setString(5, subject);
                insert.setString(6, text);
                insert.executeUpdate();
            }
        });
    }

    /**
     * Writes an entry for each of many subjects, in one statement; else as {@link #record}.
     *
     * @param details the same for all
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void recordEach(
            Caller caller,
            String action,
            @Nullable Integer collectionId,
            Collection<String> subjects,
            Map<String, ?> details) {
        String text = text(details);
        database.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement("""
                    INSERT INTO audit_entry (member_id, client_id, action, collection_id, subject, details)
                    SELECT ?, ?, ?, ?, subject, ?::json FROM unnest(?::text[]) AS subject
                    """)) {
                insert.setInt(1, caller.memberId());
                insert.setString(2, caller.clientId());
                insert.setString(3, action);
                insert.setObject(4, collectionId, Types.INTEGER);
                insert.setString(5, text);
                insert.setArray(6, SqlArrays.texts(connection, subjects));
                insert.executeUpdate();
            }
        });
    }

    /** Newest first. */
    @Transactional
    public Page<AuditEntryView> list(Caller caller, AuditFilter filter, @Nullable String cursor, int limit) {
        List<AuditEntryView> found = repository.find(caller, filter, place(cursor), limit + 1);
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<AuditEntryView> items = found.subList(0, limit);
        AuditEntryView last = items.get(limit - 1);
        return new Page<>(items, Cursor.of(last.at() + " " + last.id()));
    }

    /**
     * The first page of what goes into a file, newest first; {@link #list} has the others. That it was asked for is an entry
     * itself, which stands before anything of the file is sent, and is not in it.
     *
     * @param format of the file
     * @param most that the file holds
     */
    @Transactional
    public Page<AuditEntryView> export(Caller caller, AuditFilter filter, String format, int most, int limit) {
        Page<AuditEntryView> first = list(caller, filter, null, limit);
        Map<String, Object> details = new LinkedHashMap<>(filter.asked());
        details.put("format", format);
        details.put("rows", repository.count(caller, filter, most));
        record(caller, "audit.export", null, "audit", details);
        return first;
    }

    /** An entry by its number; a 404 when there is none. */
    @Transactional
    public AuditEntryView entry(Caller caller, long id) {
        return repository.byId(caller, id).stream()
                .findFirst()
                .orElseThrow(() -> Problem.NOT_FOUND.because("There is no such entry."));
    }

    /** The kinds of actions that there are, in the order of their names. */
    @Transactional
    public List<String> actions(Caller caller) {
        return repository.actions(caller);
    }

    private static @Nullable Place place(@Nullable String cursor) {
        String key = Cursor.text(cursor);
        if (key.isEmpty()) {
            return null;
        }
        try {
            int space = key.indexOf(' ');
            return new Place(
                    Instant.parse(key.substring(0, Math.max(0, space))), Long.parseLong(key.substring(space + 1)));
        } catch (DateTimeParseException | NumberFormatException e) {
            throw Problem.INVALID_CURSOR.because("Send the cursor that the last page gave, or none.");
        }
    }

    private String text(Map<String, ?> details) {
        try {
            String text = json.writeValueAsString(details);
            if (text.length() > MAX_DETAILS) {
                throw new IllegalArgumentException("the details of an audit entry are small");
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the details are no JSON", e);
        }
    }
}
