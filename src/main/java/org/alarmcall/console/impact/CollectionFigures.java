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
        Sums sums = sums(caller, collection);
        return List.of(taxa(sums), terms(sums), purge(caller, collection));
    }

    /** The one with this id; only what it needs is computed. */
    Figure one(String id, Caller caller, CollectionRef collection) {
        return switch (id) {
            case TAXA -> taxa(sums(caller, collection));
            case TERMS -> terms(sums(caller, collection));
            case PURGE -> purge(caller, collection);
            default -> throw new IllegalArgumentException(id);
        };
    }

    private record Sums(RemovalSums of, String scope, String note) {}

    private Sums sums(Caller caller, CollectionRef collection) {
        int min = impact.minMembers(caller);
        RemovalSums sums = removals.sums(caller, collection, min);
        String note = words.removals_note(min) + (sums.complete() ? "" : " " + words.removals_cut());
        return new Sums(sums, words.removals_scope(collection.title()), note);
    }

    private Figure taxa(Sums sums) {
        Column taxon = new Column("taxon", words.taxon(), Unit.COUNT, false);
        return removed(TAXA, words.taxa(), sums, taxon, sums.of().taxa(), UnaryOperator.identity());
    }

    private Figure terms(Sums sums) {
        Column term = new Column("term", words.term(), Unit.COUNT, false);
        return removed(TERMS, words.terms(), sums, term, sums.of().terms(), labels::term);
    }

    private Figure removed(
            String id, String title, Sums sums, Column key, List<RemovalSums.Row> rows, UnaryOperator<String> label) {
        return new Figure(
                id,
                title,
                sums.scope(),
                sums.note(),
                true,
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
                true,
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
