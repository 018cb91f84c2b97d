package org.alarmcall.console.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.alarmcall.audit.AuditEntryView;
import org.alarmcall.audit.AuditFilter;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.Caller;
import org.alarmcall.platform.Page;
import org.alarmcall.platform.StreamBody;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** What a search found as a file, a page of entries at a time. */
final class AuditExport implements StreamBody {

    /** Entries that a file holds at most. */
    static final int MAX_ENTRIES = 100_000;

    private static final int PIECE = 1_000;

    private interface Line {
        void write(AuditEntryView entry, StringBuilder to) throws IOException;
    }

    /** How entries are written. @param header the first line; empty for none */
    private record Format(String name, String header, Line line) {}

    private final AuditLog audit;
    private final Caller caller;
    private final AuditFilter filter;
    private final Format format;
    private boolean begun;
    private @Nullable String cursor;
    private int left = MAX_ENTRIES;

    private AuditExport(AuditLog audit, Caller caller, AuditFilter filter, Format format) {
        this.audit = audit;
        this.caller = caller;
        this.filter = filter;
        this.format = format;
    }

    static AuditExport csv(AuditLog audit, Caller caller, AuditFilter filter) {
        return new AuditExport(
                audit,
                caller,
                filter,
                new Format("csv", "id,at,member,clientId,action,collection,subject,details\r\n", AuditExport::csvLine));
    }

    static AuditExport ndjson(AuditLog audit, Caller caller, AuditFilter filter, ObjectMapper json) {
        return new AuditExport(
                audit,
                caller,
                filter,
                new Format(
                        "ndjson",
                        "",
                        (entry, to) -> to.append(line(json, entry)).append('\n')));
    }

    private static String line(ObjectMapper json, AuditEntryView entry) {
        try {
            return json.writeValueAsString(entry);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("an entry is JSON", e);
        }
    }

    private static void csvLine(AuditEntryView entry, StringBuilder to) throws IOException {
        CSVPrinter csv = new CSVPrinter(to, CSVFormat.RFC4180);
        csv.printRecord(
                entry.id(),
                entry.at(),
                entry.member(),
                harmless(entry.clientId()),
                entry.action(),
                entry.collection(),
                harmless(entry.subject()),
                entry.details());
    }

    /** A spreadsheet would take such a text, which a member may have chosen, for a formula. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public CompletionStage<byte @Nullable []> next() {
        return CompletableFuture.supplyAsync(this::piece, Infrastructure.getDefaultWorkerPool());
    }

    private byte @Nullable [] piece() {
        if (left == 0) {
            return null;
        }
        Page<AuditEntryView> page = begun
                ? audit.list(caller, filter, cursor, Math.min(left, PIECE))
                : audit.export(caller, filter, format.name(), MAX_ENTRIES, PIECE);
        StringBuilder text = new StringBuilder(begun ? "" : format.header());
        begun = true;
        try {
            for (AuditEntryView entry : page.items()) {
                format.line().write(entry, text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory can't fail", e);
        }
        cursor = page.next();
        left = cursor == null ? 0 : left - page.items().size();
        return text.isEmpty() ? null : text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
