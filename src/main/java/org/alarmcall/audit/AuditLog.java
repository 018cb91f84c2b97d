package org.alarmcall.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.AuditTrail;
import org.alarmcall.member.Caller;
import org.alarmcall.member.Members;
import org.alarmcall.platform.Cursor;
import org.alarmcall.platform.Database;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.SqlArrays;
import org.jspecify.annotations.Nullable;

/** The door of the package: who did what. An entry is written with what it is about, or not at all, and stays. */
@Singleton
@ActsAs
public class AuditLog implements AuditTrail {

    static final int MAX_DETAILS = 64 * 1024;

    private final Database database;
    private final Members members;
    private final ObjectMapper json;

    AuditLog(Database database, Members members, ObjectMapper json) {
        this.database = database;
        this.members = members;
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

    /**
     * Newest first.
     *
     * @param subject null for all
     * @param action null for all
     */
    @Transactional
    public Page<AuditEntryView> list(
            Caller caller, @Nullable String subject, @Nullable String action, @Nullable String cursor, int limit) {
        long before = Cursor.number(cursor, Long.MAX_VALUE);
        List<AuditEntryView> found = database.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("""
                    SELECT id, at, member_id, client_id, action, collection_id, subject, details
                    FROM audit_entry
                    WHERE id < ? AND (?::text IS NULL OR subject = ?) AND (?::text IS NULL OR action = ?)
                    ORDER BY id DESC LIMIT ?
                    """)) {
                select.setLong(1, before);
                select.setString(2, subject);
                select.setString(3, subject);
                select.setString(4, action);
                select.setString(5, action);
                select.setInt(6, limit + 1);
                return read(caller, select.executeQuery());
            }
        });
        if (found.size() <= limit) {
            return new Page<>(found, null);
        }
        List<AuditEntryView> items = found.subList(0, limit);
        return new Page<>(items, Cursor.of(Long.toString(items.get(limit - 1).id())));
    }

    private List<AuditEntryView> read(Caller caller, ResultSet row) throws SQLException {
        List<AuditEntryView> entries = new ArrayList<>();
        while (row.next()) {
            int memberId = row.getInt(3);
            int collectionId = row.getInt(6);
            entries.add(new AuditEntryView(
                    row.getLong(1),
                    row.getTimestamp(2).toInstant(),
                    memberId == 0 ? null : members.member(caller, memberId).slug(),
                    row.getString(4),
                    row.getString(5),
                    collectionId == 0
                            ? null
                            : members.collection(caller, collectionId).slug(),
                    row.getString(7),
                    row.getString(8)));
        }
        return entries;
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
