package org.alarmcall.console.impact;

import java.awt.Dimension;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.apache.batik.svggen.SVGGeneratorContext;
import org.apache.batik.svggen.SVGGraphics2D;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Charts as files. SVG has its words as text, for who searches, enlarges or edits it. */
final class Pictures {

    private static final String SVG = "http://www.w3.org/2000/svg";

    /** So that a PNG is sharp in print. */
    private static final int PNG_SCALE = 2;

    private Pictures() {}

    static byte[] svg(Figure figure, Palette colours, boolean titled) {
        Chart chart = new Chart(figure, colours, titled);
        try {
            Document document = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .getDOMImplementation()
                    .createDocument(SVG, "svg", null);
            SVGGraphics2D graphics = new SVGGraphics2D(SVGGeneratorContext.createDefault(document), false);
            graphics.setSVGCanvasSize(new Dimension(chart.width(), chart.height()));
            chart.draw().draw(graphics, new Rectangle2D.Double(0, 0, chart.width(), chart.height()));
            Element root = graphics.getRoot();
            graphics.dispose();
            root.setAttribute("viewBox", "0 0 " + chart.width() + ' ' + chart.height());
            Element title = document.createElementNS(SVG, "title");
            title.setTextContent(figure.title() + ", " + figure.scope());
            root.insertBefore(title, root.getFirstChild());
            return written(root);
        } catch (ParserConfigurationException | TransformerException e) {
            throw new IllegalStateException("every Java writes XML", e);
        }
    }

    private static byte[] written(Element root) throws TransformerException {
        Transformer transformer = TransformerFactory.newInstance().newTransformer();
        transformer.setOutputProperty(OutputKeys.ENCODING, "UTF-8");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        transformer.transform(new DOMSource(root), new StreamResult(bytes));
        return bytes.toByteArray();
    }

    static byte[] png(Figure figure) {
        Chart chart = new Chart(figure, Palette.LIGHT, true);
        BufferedImage image = chart.draw()
                .createBufferedImage(
                        PNG_SCALE * chart.width(), PNG_SCALE * chart.height(), chart.width(), chart.height(), null);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can't fail", e);
        }
        return bytes.toByteArray();
    }
}
