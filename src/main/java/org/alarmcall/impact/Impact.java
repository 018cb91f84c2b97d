package org.alarmcall.impact;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.alarmcall.audit.AuditLog;
import org.alarmcall.member.ActsAs;
import org.alarmcall.member.Caller;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/**
 * The door of the package: the ledger of what members did, a month at a time. A member sees its own numbers; everybody else
 * sees sums in which no member's part can be told ({@link CellHistory}).
 */
@Singleton
@ActsAs
public class Impact {

    static final String SENT_LATE = "impact.send_late";
    static final String CHANGED_LATE = "impact.change_late";

    private static final Caller PUBLISHER = Caller.system("impact");

    /** So that an audit entry stays well below its limit. */
    private static final int ROWS_AN_AUDIT_ENTRY = 50;

    private final RowReader reader;
    private final LedgerRepository ledger;
    private final CellRepository cells;
    private final CellPublisher publisher;
    private final AuditLog audit;
    private final Vocabulary vocabulary;
    private final ImpactConfig config;
    private final Clock clock;

    Impact(
            RowReader reader,
            LedgerRepository ledger,
            CellRepository cells,
            CellPublisher publisher,
            AuditLog audit,
            Vocabulary vocabulary,
            ImpactConfig config,
            Clock clock) {
        this.reader = reader;
        this.ledger = ledger;
        this.cells = cells;
        this.publisher = publisher;
        this.audit = audit;
        this.vocabulary = vocabulary;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Puts these rows in the place of the caller's month, all or none, and publishes the cells that may now be. What is
     * equal to what is there writes nothing. A change of a month that is long over is written to the audit log.
     *
     * @param text {@code 2026-10}; 422 for what is none, is in the future or before 2015
     * @param rows 422 with pointers when a category is unknown or named twice, a number is missing or none, or a part is
     *     more than its whole
     */
    @Transactional
    public OwnMonth put(Caller caller, String text, List<JsonNode> rows) {
        YearMonth month = month(text);
        List<ImpactRow> sorted = reader.read(rows).stream()
                .sorted(Comparator.comparing(ImpactRow::policyCategory))
                .toList();
        ledger.lock(caller, month);
        Instant sentBefore = ledger.sentAt(caller, month).orElse(null);
        List<ImpactRow> before = rows(caller, month);
        if (sentBefore != null && before.equals(sorted)) {
            return view(month, sentBefore, before);
        }
        Instant sentAt = ledger.replace(caller, month, sorted);
        Map<String, Change> changes = changes(before, sorted);
        publisher.publish(PUBLISHER, month, changes.keySet());
        if (isLate(month)) {
            if (sentBefore == null) {
                audit.record(caller, SENT_LATE, null, month.toString(), Map.of("rows", sorted.size()));
            } else {
                recordChange(caller, month, List.copyOf(changes.values()));
            }
        }
        return view(month, sentAt, sorted);
    }

    /** The caller's own month. */
    @Transactional
    public OwnMonth own(Caller caller, String text) {
        YearMonth month = month(text);
        return view(month, ledger.sentAt(caller, month).orElse(null), rows(caller, month));
    }

    /** The caller's own months, as a transparency report names them; see {@link DsaReport}. */
    @Transactional
    public DsaReport dsa(Caller caller, @Nullable String from, @Nullable String to) {
        MonthRange range = MonthRange.of(from, to, current());
        return DsaReport.of(range, ledger.rows(caller, range));
    }

    /** What may be shown to everybody. */
    @Transactional
    public ImpactTotals totals(Caller caller, @Nullable String from, @Nullable String to, ImpactTotals.By by) {
        MonthRange range = MonthRange.of(from, to, current());
        return ImpactTotals.of(range, by, cells.published(caller, range), vocabulary.policyCategories());
    }

    /** Members that a number must be made of before it is shown. */
    public int minMembers(Caller caller) {
        return config.minMembers();
    }

    /** For staff: who has sent a month, and not what. */
    @Transactional
    public List<Sending> sendings(Caller staff, String text) {
        return ledger.sendings(staff, month(text));
    }

    private YearMonth month(String text) {
        return MonthRange.month("The month in the path", text, current());
    }

    private YearMonth current() {
        return YearMonth.from(clock.instant().atZone(ZoneOffset.UTC));
    }

    private List<ImpactRow> rows(Caller caller, YearMonth month) {
        return ledger.rows(caller, new MonthRange(month, month)).getOrDefault(month, List.of());
    }

    private static OwnMonth view(YearMonth month, @Nullable Instant sentAt, List<ImpactRow> rows) {
        return new OwnMonth(Definitions.VERSION, month.toString(), sentAt, rows);
    }

    private record Change(
            @Nullable ImpactRow before, @Nullable ImpactRow after) {}

    private static Map<String, Change> changes(List<ImpactRow> before, List<ImpactRow> after) {
        Map<String, Change> changes = new TreeMap<>();
        before.forEach(row -> changes.put(row.policyCategory(), new Change(row, null)));
        after.forEach(row -> changes.merge(
                row.policyCategory(), new Change(null, row), (old, now) -> new Change(old.before(), now.after())));
        changes.values().removeIf(change -> Objects.equals(change.before(), change.after()));
        return changes;
    }

    private boolean isLate(YearMonth month) {
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return end.plus(config.lateAfter()).isBefore(clock.instant());
    }

    private void recordChange(Caller caller, YearMonth month, List<Change> changes) {
        for (int first = 0; first < changes.size(); first += ROWS_AN_AUDIT_ENTRY) {
            List<Change> part = changes.subList(first, Math.min(changes.size(), first + ROWS_AN_AUDIT_ENTRY));
            List<ImpactRow> before = new ArrayList<>();
            List<ImpactRow> after = new ArrayList<>();
            part.forEach(change -> {
                if (change.before() != null) {
                    before.add(change.before());
                }
                if (change.after() != null) {
                    after.add(change.after());
                }
            });
            Map<String, Object> details = new LinkedHashMap<>();
            details.put("before", before);
            details.put("after", after);
            audit.record(caller, CHANGED_LATE, null, month.toString(), details);
        }
    }
}
