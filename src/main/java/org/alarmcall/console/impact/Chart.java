package org.alarmcall.console.impact;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.CategoryTextAnnotation;
import org.jfree.chart.axis.CategoryAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.labels.CategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StackedBarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.TextAnchor;
import org.jfree.data.category.CategoryDataset;
import org.jfree.data.category.DefaultCategoryDataset;

/**
 * A figure as a drawing. The second column is hollow, so that the two differ without their colours too; a row that is
 * hidden has its reason where its bar would be.
 */
final class Chart {

    private static final int WIDTH = 960;
    private static final int HEIGHT = 340;
    private static final int AROUND = 80;
    private static final int BAR = 30;
    private static final int FONT_SIZE = 13;

    /** More months than this, and their names and numbers would touch. */
    private static final int ROOMY = 13;

    private static final double MAX_BAR = .08;

    private final Figure figure;
    private final Palette colours;
    private final Font font = new Font(Font.SANS_SERIF, Font.PLAIN, FONT_SIZE);
    private final List<Figure.Column> drawn;

    Chart(Figure figure, Palette colours) {
        this.figure = figure;
        this.colours = colours;
        this.drawn = figure.columns().stream().filter(Figure.Column::drawn).toList();
    }

    int width() {
        return WIDTH;
    }

    int height() {
        return lies() ? AROUND + figure.rows().size() * drawn.size() * BAR : HEIGHT;
    }

    JFreeChart draw() {
        CategoryPlot plot = new CategoryPlot(dataset(), names(), values(), bars());
        plot.setOrientation(lies() ? PlotOrientation.HORIZONTAL : PlotOrientation.VERTICAL);
        plot.setBackgroundPaint(colours.ground);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(colours.line);
        for (Figure.Row row : figure.rows()) {
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
            chart.addLegend(legend);
        }
        return chart;
    }

    private boolean lies() {
        return figure.shape() == Figure.Shape.ACROSS;
    }

    private CategoryDataset dataset() {
        DefaultCategoryDataset data = new DefaultCategoryDataset();
        for (Figure.Row row : figure.rows()) {
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
        CategoryAxis axis = new SparseAxis(lies() ? 1 : 1 + (figure.rows().size() - 1) / ROOMY);
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(colours.text);
        axis.setAxisLinePaint(colours.line);
        axis.setTickMarksVisible(false);
        axis.setMaximumCategoryLabelWidthRatio(lies() ? .3f : .9f);
        return axis;
    }

    private NumberAxis values() {
        Unit unit = drawn.get(0).unit();
        NumberAxis axis = new NumberAxis();
        axis.setTickLabelFont(font);
        axis.setTickLabelPaint(colours.text);
        axis.setAxisLineVisible(false);
        axis.setUpperMargin(.12); // room for the numbers above the bars
        switch (unit) {
            case SHARE -> {
                axis.setRange(0, 1.1);
                axis.setNumberFormatOverride(NumberFormat.getPercentInstance(Locale.ENGLISH));
                axis.setTickUnit(new org.jfree.chart.axis.NumberTickUnit(.25));
            }
            case COUNT -> axis.setNumberFormatOverride(NumberFormat.getIntegerInstance(Locale.ENGLISH));
            case SECONDS -> axis.setTickLabelsVisible(false); // the bars have theirs
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
        bars.setDefaultItemLabelFont(font);
        bars.setDefaultItemLabelPaint(colours.text);
        bars.setDefaultLegendTextFont(font);
        paint(bars, 0, colours.first, colours.first);
        paint(bars, 1, colours.ground, colours.second);
        if (lies() || (figure.shape() == Figure.Shape.BARS && figure.rows().size() <= ROOMY)) {
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
        CategoryTextAnnotation reason = new CategoryTextAnnotation(text, key, 0);
        reason.setFont(font);
        reason.setPaint(colours.text);
        reason.setTextAnchor(TextAnchor.CENTER_LEFT);
        reason.setRotationAnchor(TextAnchor.CENTER_LEFT);
        reason.setRotationAngle(lies() ? 0 : -Math.PI / 2);
        return reason;
    }

    /** Names of rows with gaps, where all would not fit. */
    private static final class SparseAxis extends CategoryAxis {

        private static final long serialVersionUID = 1;

        private final int each;

        SparseAxis(int each) {
            this.each = each;
        }

        @Override
        public java.util.List refreshTicks(
                java.awt.Graphics2D graphics,
                org.jfree.chart.axis.AxisState state,
                java.awt.geom.Rectangle2D area,
                org.jfree.chart.ui.RectangleEdge edge) {
            List<?> all = super.refreshTicks(graphics, state, area, edge);
            return java.util.stream.IntStream.range(0, all.size())
                    .filter(i -> i % each == 0)
                    .mapToObj(all::get)
                    .toList();
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
            return figure.rows().get(column).label();
        }

        @Override
        public String generateLabel(CategoryDataset data, int row, int column) {
            return drawn.get(row).unit().words(data.getValue(row, column).doubleValue());
        }
    }
}
