package org.alarmcall.console.impact;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.AxisState;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.labels.ItemLabelAnchor;
import org.jfree.chart.labels.ItemLabelPosition;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.text.TextBlock;
import org.jfree.chart.text.TextUtils;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A figure as a drawing. The second column is hollow, so that the two differ without their colours too; a month that
 * is hidden has its reason where its bar would be.
 */
final class Chart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 340;
    private static final int AROUND = 80;
    private static final int TITLE = 50;
    private static final int BAR = 30;
    private static final int FONT_SIZE = 13;
    private static final float TITLE_SIZE = 16;

    /** More months than this, and their names and numbers would touch. */
    private static final int ROOMY = 13;

    /** More months than this, and there is no room for reasons: each is a mark, explained below. */
    private static final int CROWDED = 36;

    private static final int MONTHS_A_YEAR = 12;
    private static final String MARK = "×";

    private static final double MAX_BAR = .08;
    private static final double LABEL_GAP = 5;

    static {
        TextUtils.setUseDrawRotatedStringWorkaround(false); // it draws outlines in place of text
    }

    private final Figure figure;
    private final Palette colours;
    private final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    private final List<Figure.Column> drawn;
    private final List<Figure.Row> rows;
    private final boolean titled;

    /**
     * @param titled with what it is about, for a picture that stands alone
     */
    Chart(Figure figure, Palette colours, boolean titled) {
        this.figure = figure;
        this.colours = colours;
        this.drawn = figure.drawn();
        this.rows = figure.drawnRows();
        this.titled = titled;
    }

    int width() {
        return WIDTH;
    }

    int height() {
        return (lies() ? AROUND + rows.size() * drawn.size() * BAR : HEIGHT) + (titled ? TITLE : 0);
    }

    JFreeChart draw() {
        CategoryPlot plot = new CategoryPlot(dataset(), names(), values(), bars());
        plot.setOrientation(lies() ? PlotOrientation.HORIZONTAL : PlotOrientation.VERTICAL);
        plot.setBackgroundPaint(colours.ground);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(colours.line);
        plot.setRangeGridlinesVisible(!lies());
        for (Figure.Row row : rows) {
            if (row.hidden() != null) {
                plot.addAnnotation(reason(row.label(), row.hidden()));
            }
        }
        JFreeChart chart = new JFreeChart(null, font, plot, false);
        chart.setBackgroundPaint(colours.ground);
        if (drawn.size() > 1) {
            LegendTitle legend = new LegendTitle(plot);
            legend.setItemFont(font);
            legend.setItemPaint(colours.text);
            legend.setBackgroundPaint(colours.ground);
            legend.setFrame(BlockBorder.NONE);
            legend.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(legend);
        }
        if (crowded()) {
            rows.stream()
                    .map(Figure.Row::hidden)
                    .filter(Objects::nonNull)
                    .distinct()
                    .forEach(reason -> below(chart, MARK + " " + reason));
        }
        if (titled) {
            title(chart, figure.title(), font.deriveFont(Font.BOLD, TITLE_SIZE));
            title(chart, figure.scope(), font);
        }
        return chart;
    }

    private void title(JFreeChart chart, String text, Font in) {
        TextTitle title = new TextTitle(text, in);
        title.setPaint(colours.text);
        chart.addSubtitle(title);
    }

    private void below(JFreeChart chart, String text) {
        TextTitle title = new TextTitle(text, font);
        title.setPaint(colours.text);
        title.setPosition(RectangleEdge.BOTTOM);
        chart.addSubtitle(title);
    }

    private boolean crowded() {
        return !lies() && rows.size() > CROWDED;
    }

    private boolean lies() {
        return figure.shape() == Figure.Shape.ACROSS;
    }

    private CategoryDataset dataset() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Figure.Row row : rows) {
            for (Figure.Column column : drawn) {
                data.addValue(
                        row.hidden() == null ? row.values().get(figure.columns().indexOf(column)) : null,
                        column.title(),
                        row.label());
            }
        }
        return data;
    }

    private CategoryAxis names() {
        CategoryAxis axis = new SparseAxis(lies() ? 1 : step());
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(colours.text);
        axis.setAxisLinePaint(colours.line);
        axis.setTickMarksVisible(false);
        axis.setMaximumCategoryLabelWidthRatio(lies() ? .3f : .9f);
        return axis;
    }

    /** How many months there are from one that is named to the next. */
    private int step() {
        int needed = 1 + (rows.size() - 1) / ROOMY;
        return IntStream.of(1, 2, 3, 6)
                .filter(step -> step >= needed)
                .findFirst()
                .orElse(MONTHS_A_YEAR);
    }

    private NumberAxis values() {
        Unit unit = drawn.get(0).unit();
        NumberAxis axis = new NumberAxis();
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(colours.text);
        axis.setAxisLineVisible(false);
        axis.setUpperMargin(.12); // room for the numbers at the bars
        axis.setTickLabelsVisible(!lies()); // lying bars have their numbers beside them
        axis.setTickMarksVisible(false);
        switch (unit) {
            case SHARE -> {
                axis.setRange(0, 1.1);
                axis.setNumberFormatOverride(NumberFormat.getPercentInstance(Locale.ENGLISH));
                axis.setTickUnit(new NumberTickUnit(.25));
            }
            case COUNT -> axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ENGLISH));
            case SECONDS -> axis.setNumberFormatOverride(NumberFormat.getNumberInstance(Locale.ENGLISH));
        }
        return axis;
    }

    private BarRenderer bars() {
        BarRenderer bars = switch (figure.shape()) {
            case STACKED -> new StackedBarRenderer();
            case BARS, ACROSS -> new BarRenderer();
        };
        bars.setBarPainter(new StandardBarPainter());
        bars.setShadowVisible(false);
        bars.setDrawBarOutline(true);
        bars.setItemMargin(.1);
        if (!lies()) {
            bars.setMaximumBarWidth(MAX_BAR);
        }
        bars.setDefaultPositiveItemLabelPosition(new ItemLabelPosition(
                lies() ? ItemLabelAnchor.OUTSIDE3 : ItemLabelAnchor.OUTSIDE12,
                lies() ? TextAnchor.CENTER_LEFT : TextAnchor.BOTTOM_CENTER));
        bars.setItemLabelInsets(new RectangleInsets(LABEL_GAP, LABEL_GAP, LABEL_GAP, LABEL_GAP));
        bars.setDefaultItemLabelFont(font);
        bars.setDefaultItemLabelPaint(colours.text);
        bars.setDefaultLegendTextFont(font);
        paint(bars, 0, colours.first, colours.first);
        paint(bars, 1, colours.ground, colours.second);
        if (lies() || (figure.shape() == Figure.Shape.BARS && rows.size() <= ROOMY)) {
            bars.setDefaultItemLabelGenerator(new Words());
            bars.setDefaultItemLabelsVisible(true);
        }
        return bars;
    }

    private static void paint(BarRenderer bars, int series, Color inside, Color edge) {
        bars.setSeriesPaint(series, inside);
        bars.setSeriesOutlinePaint(series, edge);
        bars.setSeriesOutlineStroke(series, new BasicStroke(2));
    }

    private CategoryTextAnnotation reason(String key, String text) {
        CategoryTextAnnotation reason = new CategoryTextAnnotation(crowded() ? MARK : text, key, 0);
        reason.setFont(font);
        reason.setPaint(colours.text);
        reason.setTextAnchor(TextAnchor.CENTER_LEFT);
        reason.setRotationAnchor(TextAnchor.CENTER_LEFT);
        reason.setRotationAngle(-Math.PI / 2);
        return reason;
    }

    /** Names of rows with gaps, where all would not fit. */
    private final class SparseAxis extends CategoryAxis {

        private final int each;

        SparseAxis(int each) {
            this.each = each;
        }

        @Override
        @SuppressWarnings("rawtypes") // as in the library
        public List refreshTicks(Graphics2D graphics, AxisState state, Rectangle2D area, RectangleEdge edge) {
            List<?> all = super.refreshTicks(graphics, state, area, edge);
            return IntStream.range(0, all.size())
                    .filter(i -> i % each == 0)
                    .mapToObj(all::get)
                    .toList();
        }

        /** Of months, as many are named as have room for all of their name; the library would cut it to the bars' width. */
        @Override
        @SuppressWarnings("rawtypes") // as in the library
        protected TextBlock createLabel(Comparable name, float width, RectangleEdge edge, Graphics2D graphics) {
            return super.createLabel(name, lies() ? width : WIDTH, edge, graphics);
        }
    }

    /** Numbers at the bars, as in the table. */
    private final class Words implements CategoryItemLabelGenerator {

        @Override
        public String generateRowLabel(CategoryDataset data, int row) {
            return drawn.get(row).title();
        }

        @Override
        public String generateColumnLabel(CategoryDataset data, int column) {
            return rows.get(column).label();
        }

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            return drawn.get(row).unit().words(data.getValue(row, column).doubleValue());
        }
    }
}
