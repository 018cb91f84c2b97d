package org.alarmcall.console.impact;

import jakarta.inject.Singleton;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alarmcall.console.LabelWords;
import org.alarmcall.console.impact.Figure.Column;
import org.alarmcall.console.impact.Figure.Shape;
import org.alarmcall.impact.Impact;
import org.alarmcall.impact.ImpactTotals;
import org.alarmcall.member.Caller;
import org.alarmcall.vocabulary.Vocabulary;
import org.jspecify.annotations.Nullable;

/** Makes figures of the ledger. */
@Singleton
class Figures {

    static final String CATEGORIES = "categories";

    private final Impact impact;
    private final Vocabulary vocabulary;
    private final ImpactMessages words;
    private final LabelWords labels;

    Figures(Impact impact, Vocabulary vocabulary, ImpactMessages words, LabelWords labels) {
        this.impact = impact;
        this.vocabulary = vocabulary;
        this.words = words;
        this.labels = labels;
    }

    /** Totals as asked for: of the months or, with a category, of its cells. */
    ImpactTotals months(Caller caller, Selection selection) {
        return impact.totals(
                caller,
                selection.from(),
                selection.to(),
                selection.category() == null ? ImpactTotals.By.MONTH : ImpactTotals.By.CELL);
    }

    List<Figure> ofMonths(Caller caller, ImpactTotals totals, @Nullable String category) {
        Map<String, ImpactTotals.Row> rows = totals.items().stream()
                .filter(row -> category == null || category.equals(row.policyCategory()))
                .collect(Collectors.toMap(row -> String.valueOf(row.month()), row -> row));
        List<String> months = Stream.iterate(YearMonth.parse(totals.from()), month -> month.plusMonths(1))
                .limit(1 + YearMonth.parse(totals.from()).until(YearMonth.parse(totals.to()), ChronoUnit.MONTHS))
                .map(YearMonth::toString)
                .toList();
        Column month = new Column("month", words.month(), Unit.COUNT, false);
        String scope = words.scope(
                totals.from(), totals.to(), category == null ? words.all_scope() : labels.category(category));
        String hidden = words.hidden(impact.minMembers(caller));
        return List.of(
                new Figure(
                        "removed",
                        words.removed(),
                        scope,
                        words.removed_note(),
                        false,
                        month,
                        Shape.BARS,
                        List.of(
                                Column.table("scanned", words.scanned(), Unit.COUNT),
                                Column.table("confirmed", words.confirmed(), Unit.COUNT),
                                Column.drawn("removed", words.removed_column(), Unit.COUNT),
                                Column.table("suppressedCells", words.left_out(), Unit.COUNT)),
                        rows(
                                months,
                                UnaryOperator.identity(),
                                rows,
                                hidden,
                                row -> Figure.values(
                                        row.scanned(), row.confirmed(), row.removed(), row.suppressedCells()))),
                new Figure(
                        "before-view",
                        words.before_view(),
                        scope,
                        words.before_view_note(),
                        false,
                        month,
                        Shape.BARS,
                        List.of(
                                Column.drawn("shareRemovedBeforeView", words.before_view_share(), Unit.SHARE),
                                Column.table("removedBeforeView", words.before_view_column(), Unit.COUNT),
                                Column.table("removed", words.removed_column(), Unit.COUNT)),
                        rows(
                                months,
                                UnaryOperator.identity(),
                                rows,
                                hidden,
                                row -> Figure.values(
                                        row.shareRemovedBeforeView(), row.removedBeforeView(), row.removed()))),
                new Figure(
                        "shared",
                        words.shared(),
                        scope,
                        words.shared_note(),
                        false,
                        month,
                        Shape.STACKED,
                        List.of(
                                Column.drawn("fromSharedSignals", words.shared_column(), Unit.COUNT),
                                Column.drawn("own", words.own_column(), Unit.COUNT),
                                Column.table("shareFromSharedSignals", words.shared_share(), Unit.SHARE)),
                        rows(
                                months,
                                UnaryOperator.identity(),
                                rows,
                                hidden,
                                row -> Figure.values(
                                        row.fromSharedSignals(),
                                        row.removed() - row.fromSharedSignals(),
                                        row.shareFromSharedSignals()))));
    }

    Figure categories(Caller caller, Selection selection) {
        ImpactTotals totals = impact.totals(caller, selection.from(), selection.to(), ImpactTotals.By.CATEGORY);
        Map<String, ImpactTotals.Row> rows = totals.items().stream()
                .collect(Collectors.toMap(row -> String.valueOf(row.policyCategory()), row -> row));
        TreeSet<String> names = new TreeSet<>(vocabulary.policyCategories());
        names.addAll(rows.keySet());
        ToLongFunction<String> removed =
                name -> rows.containsKey(name) ? rows.get(name).removed() : -1;
        List<String> most = names.stream()
                .sorted(Comparator.comparingLong(removed).reversed())
                .toList();
        return new Figure(
                CATEGORIES,
                words.categories(),
                words.scope(totals.from(), totals.to(), words.all_scope()),
                words.categories_note(),
                false,
                new Column("policyCategory", words.category(), Unit.COUNT, false),
                Shape.ACROSS,
                List.of(
                        Column.drawn("removed", words.removed_column(), Unit.COUNT),
                        Column.table("shareRemovedBeforeView", words.before_view_share(), Unit.SHARE),
                        Column.table("shareFromSharedSignals", words.shared_share(), Unit.SHARE)),
                rows(
                        most,
                        labels::category,
                        rows,
                        words.hidden(impact.minMembers(caller)),
                        row -> Figure.values(
                                row.removed(), row.shareRemovedBeforeView(), row.shareFromSharedSignals())));
    }

    private static List<Figure.Row> rows(
            List<String> keys,
            UnaryOperator<String> label,
            Map<String, ImpactTotals.Row> rows,
            String hidden,
            Function<ImpactTotals.Row, List<@Nullable Number>> values) {
        return keys.stream()
                .map(key -> {
                    ImpactTotals.Row row = rows.get(key);
                    return row == null
                            ? new Figure.Row(key, label.apply(key), List.of(), hidden)
                            : new Figure.Row(key, label.apply(key), values.apply(row), null);
                })
                .toList();
    }
}
