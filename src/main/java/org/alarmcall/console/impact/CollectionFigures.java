package org.alarmcall.console.impact;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.UnaryOperator;
import org.alarmcall.console.LabelWords;
import org.alarmcall.console.impact.Figure.Column;
import org.alarmcall.console.impact.Figure.Shape;
import org.alarmcall.feed.Receipts;
import org.alarmcall.feed.TimeToPurge;
import org.alarmcall.feedback.RemovalSums;
import org.alarmcall.feedback.Removals;
import org.alarmcall.impact.Impact;
import org.alarmcall.member.Caller;
import org.alarmcall.member.CollectionRef;
import org.jspecify.annotations.Nullable;

/** Makes figures of what the feed of one collection led to. */
@Singleton
class CollectionFigures {

    static final String TAXA = "taxa";
    static final String TERMS = "terms";
    static final String PURGE = "purge";

    private static final int MAX_ROWS = 15;

    private final Removals removals;
    private final Receipts receipts;
    private final Impact impact;
    private final ImpactMessages words;
    private final LabelWords labels;

    CollectionFigures(Removals removals, Receipts receipts, Impact impact, ImpactMessages words, LabelWords labels) {
        this.removals = removals;
        this.receipts = receipts;
        this.impact = impact;
        this.words = words;
        this.labels = labels;
    }

    List<Figure> all(Caller caller, CollectionRef collection) {
        int min = impact.minMembers(caller);
        RemovalSums sums = removals.sums(caller, collection, min);
        String note = words.removals_note(min) + (sums.complete() ? "" : " " + words.removals_cut());
        String scope = words.removals_scope(collection.title());
        return List.of(
                removed(
                        TAXA,
                        words.taxa(),
                        scope,
                        note,
                        new Column("taxon", words.taxon(), Unit.COUNT, false),
                        sums.taxa(),
                        UnaryOperator.identity()),
                removed(
                        TERMS,
                        words.terms(),
                        scope,
                        note,
                        new Column("term", words.term(), Unit.COUNT, false),
                        sums.terms(),
                        labels::term),
                purge(caller, collection));
    }

    private Figure removed(
            String id,
            String title,
            String scope,
            String note,
            Column key,
            List<RemovalSums.Row> rows,
            UnaryOperator<String> label) {
        return new Figure(
                id,
                title,
                scope,
                note,
                key,
                Shape.ACROSS,
                List.of(
                        Column.drawn("removed", words.removed_column(), Unit.COUNT),
                        Column.table("members", words.members(), Unit.COUNT)),
                rows.stream()
                        .limit(MAX_ROWS)
                        .map(row -> new Figure.Row(
                                row.label(),
                                label.apply(row.label()),
                                Figure.values(row.removed(), row.members()),
                                null))
                        .toList());
    }

    private Figure purge(Caller caller, CollectionRef collection) {
        TimeToPurge time = receipts.timeToPurge(caller, collection);
        return new Figure(
                PURGE,
                words.purge(),
                words.purge_scope(collection.title()),
                words.purge_note(time.measured()),
                new Column("receipts", words.purge_key(), Unit.COUNT, false),
                Shape.ACROSS,
                List.of(Column.drawn("seconds", words.purge_time(), Unit.SECONDS)),
                List.of(
                        time("p50", words.purge_half(), time.p50Seconds()),
                        time("p95", words.purge_most(), time.p95Seconds())));
    }

    private Figure.Row time(String key, String label, @Nullable Double seconds) {
        return new Figure.Row(key, label, Figure.values(seconds), seconds == null ? words.not_measured() : null);
    }
}
