package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What {@code train --report} writes, of every method. */
class HtmlReportTest {
    private static final List<String> FIRST = List.of("What is guaranteed", "Network", "The way there");
    private static final List<String> LAST = List.of("Time and memory", "How to reproduce it");

    private Path folder;

    @BeforeEach
    void inFolder(@TempDir Path own) {
        folder = own;
    }

    private Path file(String name) {
        return folder.resolve(name);
    }

    /** The page of a training, which must be whole in itself. */
    private Document report(List<String> arguments, int code) throws Exception {
        Path page = file("report.html");
        List<String> all = new ArrayList<>(arguments);
        all.addAll(List.of("--quiet", "--report", page.toString()));
        if (!arguments.contains("--out")) {
            all.addAll(List.of("--out", file("model.cvx").toString()));
        }
        CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(code);
        assertThat(run.out()).contains(page.toString());
        Document document = parse(Files.readString(page));
        requireSelfContained(document);
        return document;
    }

    private static Document parse(String html) throws Exception {
        assertThat(html).startsWith("<!DOCTYPE html>");
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(html.getBytes(StandardCharsets.UTF_8)));
    }

    private static void requireSelfContained(Document document) throws Exception {
        for (Element element : elements(document, "*")) {
            assertThat(element.getTagName()).isNotIn("script", "link", "iframe", "object");
            assertThat(element.hasAttribute("href")).isFalse();
            if (element.hasAttribute("src")) {
                String source = element.getAttribute("src");
                assertThat(source).startsWith("data:image/png;base64,");
                byte[] png = Base64.getDecoder().decode(source.substring(source.indexOf(',') + 1));
                assertThat(ImageIO.read(new ByteArrayInputStream(png))).isNotNull();
                assertThat(element.getAttribute("alt")).isNotBlank();
            }
        }
        assertThat(elements(document, "style").get(0).getTextContent())
                .contains("prefers-color-scheme: dark")
                .doesNotContain("url(", "@import");
    }

    private static List<Element> elements(Document document, String tag) {
        NodeList found = document.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static List<String> texts(Document document, String tag) {
        return elements(document, tag).stream().map(Element::getTextContent).toList();
    }

    private static void assertSections(Document document, String... between) {
        List<String> expected = new ArrayList<>(FIRST);
        expected.addAll(List.of(between));
        expected.addAll(LAST);
        assertThat(texts(document, "h2")).isEqualTo(expected);
    }

    /** The section of this title. */
    private static Element section(Document document, String title) {
        return elements(document, "section").stream()
                .filter(section -> section.getFirstChild().getTextContent().equals(title))
                .findAny()
                .orElseThrow();
    }

    private static int count(Element element, String tag) {
        return element.getElementsByTagName(tag).getLength();
    }

    @Test
    void ofAConvexifiedNetwork() throws Exception {
        Path model = file("m.cvx");
        Document page = report(List.of(SmallTraining.arguments(model)), 0);

        assertSections(page, "Filters", "Classes", "Worst mistakes");
        assertThat(texts(page, "blockquote").get(0)).startsWith("At least 99.").contains("for the features that this");
        assertThat(count(section(page, "The way there"), "figure")).isEqualTo(2);
        Element filters = section(page, "Filters");
        assertThat(count(filters, "img")).isBetween(3, 36).matches(images -> images % 3 == 0);
        assertThat(filters.getTextContent()).contains("Singular values of A", "filter 1, singular value");

        Element classes = section(page, "Classes");
        List<String> cells = IntStream.range(0, 10)
                .mapToObj(k -> classes.getElementsByTagName("table")
                        .item(0)
                        .getLastChild()
                        .getChildNodes()
                        .item(k)
                        .getChildNodes()
                        .item(k + 1)
                        .getTextContent())
                .toList();
        int right = cells.stream().mapToInt(Integer::parseInt).sum();
        assertThat(classes.getTextContent()).contains((597 - right) + " of 597");
        assertThat(count(section(page, "Worst mistakes"), "img")).isEqualTo(Math.min(12, 597 - right));
        assertThat(section(page, "How to reproduce it").getTextContent())
                .contains("./convolex train digits --features 30", "seed", "SHA-256", "gamma=0.2");
        assertThat(section(page, "What is guaranteed").getTextContent())
                .contains("./convolex verify " + model + " digits", "relative gap", "(asked: 0.01)");
    }

    @Test
    void ofTwoLayers() throws Exception {
        Document page = report(
                List.of(
                        ("train digits --layers 2 --train-limit 200 --patch 3 --features 30,40 --gamma 0.2,0.1 --radius 30,60"
                                        + " --filters 4 --gap 2e-2")
                                .split(" ")),
                0);

        assertSections(page, "Layers", "Filters of layer 1", "Filters of layer 2", "Classes", "Worst mistakes");
        assertThat(texts(page, "h3")).contains("Layer 1", "Layer 2").doesNotContain("Layer 3");
        assertThat(count(section(page, "Layers"), "tr")).isEqualTo(3);
        assertThat(texts(page, "blockquote").get(0)).contains("this layer's nuclear-norm ball");
    }

    @Test
    void ofAnExactNetwork() throws Exception {
        Document page = report(
                List.of("train digits --method exact --architecture linear --train-limit 60 --gap 1e-2 --beta 5"
                        .split(" ")),
                0);

        assertSections(page, "Filters", "Sizes of neurons", "Classes", "Worst mistakes");
        assertThat(texts(page, "blockquote").get(0)).contains("of any width");
        Element filters = section(page, "Filters");
        assertThat(count(filters, "img"))
                .isEqualTo(2 * count(filters, "figure"))
                .isPositive();
    }

    @Test
    void ofARelaxation() throws Exception {
        Document page = report(
                List.of(
                        "train",
                        signals("y"),
                        "--method",
                        "relaxation",
                        "--blocks",
                        "2",
                        "--direction",
                        "random",
                        "--trials",
                        "3"),
                0);

        assertSections(page, "Filter", "Trials", "Targets", "Worst errors");
        assertThat(count(section(page, "Filter"), "img")).isEqualTo(2);
        assertThat(count(section(page, "Trials"), "tr")).isEqualTo(4);
        assertThat(texts(page, "blockquote").get(0)).contains("convex program of this direction");
    }

    /** It has no certificate, and no bound on the way to one. */
    @Test
    void ofDoubleConvotron() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("train", signals("y")));
        arguments.addAll(List.of("--method convotron --filter-size 3 --steps1 500 --steps2 500".split(" ")));
        Document page = report(arguments, 0);

        assertThat(texts(page, "h2"))
                .contains("What is guaranteed", "Network", "Filter", "Targets")
                .doesNotContain("The way there");
        assertThat(section(page, "What is guaranteed").getTextContent()).contains("No certificate");
        assertThat(section(page, "Network").getTextContent()).contains("squared error", "assumption");
        assertThat(count(section(page, "Filter"), "img")).isEqualTo(2);
    }

    @Test
    void ofARegressionWithAnEvilName() throws Exception {
        String name = "<script>alert('1')</script> & y";
        Document page =
                report(List.of("train", signals(name), "--features", "12", "--gamma", "0.1", "--radius", "3"), 0);

        assertSections(page, "Filters", "Targets", "Worst errors");
        Element targets = section(page, "Targets");
        assertThat(targets.getTextContent()).contains(name, "80 training images", "RMSE", "R^2");
        assertThat(count(targets, "circle")).isEqualTo(80);
        assertThat(count(section(page, "Worst errors"), "img")).isEqualTo(12);
    }

    /** 80 signals of two blocks of three numbers, with the output of a planted filter. */
    private String signals(String name) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        List<String> lines = new ArrayList<>(List.of("a,b,c,d,e,f,\"" + name + "\""));
        double[] planted = {1, -0.5, 2};
        for (int i = 0; i < 80; i++) {
            StringBuilder line = new StringBuilder();
            double target = 0;
            for (int block = 0; block < 2; block++) {
                double response = 0;
                for (double weight : planted) {
                    float value = (float) random.nextGaussian();
                    response += weight * value;
                    line.append(value).append(',');
                }
                target += Math.max(0, response);
            }
            lines.add(line.append(target).toString());
        }
        return Files.write(file("signals.csv"), lines).toString();
    }

    @Test
    void escapesTheNamesOfClassesAndShowsColours() throws Exception {
        Path images = file("images");
        SplittableRandom random = new SplittableRandom(5);
        for (int k = 0; k < 2; k++) {
            Path ofClass = Files.createDirectories(images.resolve(k == 0 ? "<b>a & b" : "c"));
            for (int i = 0; i < 12; i++) {
                BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
                for (int pixel = 0; pixel < 64; pixel++) {
                    image.setRGB(pixel % 8, pixel / 8, random.nextInt(1 << 24) & (k == 0 ? 0xff7fff : 0xffffff));
                }
                ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
            }
        }

        Document page =
                report(List.of("train", images.toString(), "--features", "8", "--gamma", "0.2", "--radius", "0.01"), 0);

        assertThat(texts(page, "th")).contains("<b>a & b", "c");
        assertThat(elements(page, "b")).isEmpty();
        assertThat(count(section(page, "Classes"), "td")).isEqualTo(4 + 6);
    }

    /** Then nobody waits for predictions, and the report says what the training itself found. */
    @Test
    void ofAStoppedTraining() throws Exception {
        StopRequest stop = new StopRequest();
        stop.request();
        Path page = file("stopped.html");

        CommandLineRun run =
                CommandLineRun.of(stop, SmallTraining.arguments(file("m.cvx"), "--quiet", "--report", page.toString()));

        assertThat(run.code()).isEqualTo(3);
        Document document = parse(Files.readString(page));
        assertThat(texts(document, "h2")).contains("What is guaranteed").doesNotContain("Classes", "Worst mistakes");
        assertThat(section(document, "Time and memory").getTextContent()).contains("STOPPED");
    }
}
