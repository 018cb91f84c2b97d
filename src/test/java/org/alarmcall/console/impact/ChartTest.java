package org.alarmcall.console.impact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.alarmcall.console.impact.Figure.Column;
import org.alarmcall.console.impact.Figure.Shape;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class ChartTest {

    @Test
    void tenYearsNameTheirJanuariesAndAMarkForEachHiddenMonth() throws Exception {
        Figure figure = figure(120, Shape.BARS);
        List<String> texts = texts(Pictures.svg(figure, Palette.LIGHT, false));
        List<String> months = texts.stream().filter(text -> text.contains("-")).toList();
        assertEquals(10, months.size(), texts.toString());
        assertTrue(months.stream().allMatch(month -> month.matches("\\d{4}-01")), months.toString());
        assertEquals(60, texts.stream().filter("×"::equals).count());
        assertTrue(texts.contains("× fewer than 3 members"));
    }

    @Test
    void aYearHasAllItsMonthsNamed() throws Exception {
        List<String> texts = texts(Pictures.svg(figure(12, Shape.BARS), Palette.LIGHT, false));
        assertTrue(
                IntStream.rangeClosed(1, 12)
                        .mapToObj(month -> YearMonth.of(2015, month).toString())
                        .allMatch(texts::contains),
                texts.toString());
    }

    @Test
    void whatSomebodyTypedIsText() throws Exception {
        Figure figure = new Figure(
                "taxa",
                "<script>alert(1)</script>",
                "\"&' ]]>",
                "",
                false,
                new Column("taxon", "Taxon", Unit.COUNT, false),
                Shape.ACROSS,
                List.of(Column.drawn("removed", "Removed", Unit.COUNT)),
                List.of(new Figure.Row("<b>", "Loxodonta <img src=x>", Figure.values(1_234), null)));
        byte[] svg = Pictures.svg(figure, Palette.DARK, true);
        List<String> texts = texts(svg);
        assertTrue(
                texts.containsAll(List.of("<script>alert(1)</script>", "\"&' ]]>", "Loxodonta <img src=x>", "1,234")),
                texts.toString());
        assertEquals(0, document(svg).getElementsByTagName("script").getLength());
        assertEquals("taxon,removed\r\n<b>,1234\r\n", FigureCsv.of(figure));
    }

    @Test
    void onlyLyingBarsLeaveOutWhatIsHidden() throws Exception {
        assertEquals(
                height(Pictures.png(figure(1, Shape.ACROSS))),
                height(Pictures.png(figure(2, Shape.ACROSS))),
                "the second row is hidden");
        assertTrue(height(Pictures.png(figure(3, Shape.ACROSS))) > height(Pictures.png(figure(2, Shape.ACROSS))));
    }

    private static int height(byte[] png) throws Exception {
        return ImageIO.read(new ByteArrayInputStream(png)).getHeight();
    }

    /** Every second month is hidden. */
    private static Figure figure(int months, Shape shape) {
        return new Figure(
                "removed",
                "Listings removed",
                "some months",
                "",
                false,
                new Column("month", "Month", Unit.COUNT, false),
                shape,
                List.of(Column.drawn("removed", "Removed", Unit.COUNT)),
                IntStream.range(0, months)
                        .mapToObj(i -> {
                            String month = YearMonth.of(2015, 1).plusMonths(i).toString();
                            return i % 2 == 0
                                    ? new Figure.Row(month, month, Figure.values(10 * i), null)
                                    : new Figure.Row(month, month, List.of(), "fewer than 3 members");
                        })
                        .toList());
    }

    private static List<String> texts(byte[] svg) throws Exception {
        var texts = document(svg).getElementsByTagName("text");
        return IntStream.range(0, texts.getLength())
                .mapToObj(i -> texts.item(i).getTextContent())
                .toList();
    }

    private static Document document(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }
}
