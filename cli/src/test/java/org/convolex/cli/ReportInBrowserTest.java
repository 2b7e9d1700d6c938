package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A report as Chromium shows it, on a phone in the dark and on a screen in the light; skipped where there is no Chromium. */
class ReportInBrowserTest {
    private static final int HEIGHT = 900;
    private static final int SECONDS = 60;

    /** Of text on its background, for everybody to read it: WCAG 2, level AA. */
    private static final double LEAST_CONTRAST = 4.5;

    /** Measures the page and tells the page around it. */
    private static final String MEASURE = """
            <script>
            const level = v => v <= 0.03928 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
            const luminance = colour => {
              const [r, g, b] = colour.match(/[0-9.]+/g).map(v => level(v / 255));
              return 0.2126 * r + 0.7152 * g + 0.0722 * b;
            };
            const page = luminance(getComputedStyle(document.body).backgroundColor);
            const contrasts = [...document.querySelectorAll("h1, h2, p, dt, dd, th, td, figcaption, svg text, .line, .key")].map(one => {
              const style = getComputedStyle(one);
              const ink = luminance(one.tagName === "text" ? style.fill : style.color);
              return (Math.max(ink, page) + 0.05) / (Math.min(ink, page) + 0.05);
            });
            const root = document.documentElement;
            parent.postMessage([innerWidth, root.scrollWidth, root.scrollHeight, Math.min(...contrasts)].join(" "), "*");
            </script>
            """;

    private static Path folder;
    private static String chromium;

    @BeforeAll
    static void train(@TempDir Path shared) throws Exception {
        Optional<Path> program = Stream.of("chromium", "chromium-browser", "google-chrome", "chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(place -> Path.of(place, name)))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(program.isPresent(), "no Chromium on the PATH: the look of reports is not tested");
        chromium = program.orElseThrow().toString();
        folder = shared;
        Path page = folder.resolve("report.html");
        CommandLineRun run = SmallTraining.run(folder.resolve("m.cvx"), "--quiet", "--report", page.toString());
        assertThat(run.code()).isZero();
        Files.writeString(
                folder.resolve("measured.html"), Files.readString(page).replace("</body>", MEASURE + "</body>"));
    }

    @ParameterizedTest
    @CsvSource({"390, 0, 14171a", "1200, 1, ffffff"})
    void fitsItsWidthAndCanBeRead(int width, int scheme, String background) throws Exception {
        Path shot = folder.resolve(width + ".png");
        double[] measured = show(width, scheme, shot);

        assertThat(measured[0]).isEqualTo(width);
        assertThat(measured[1]).as("width of the content").isLessThanOrEqualTo(width);
        assertThat(measured[2]).as("height of the content").isGreaterThan(HEIGHT);
        assertThat(measured[3]).as("least contrast").isGreaterThan(LEAST_CONTRAST);

        BufferedImage picture = ImageIO.read(shot.toFile());
        int page = Integer.parseInt(background, 16);
        assertThat(picture.getRGB(2, 2) & 0xffffff).isEqualTo(page);
        int inked = 0;
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < width; x++) {
                inked += (picture.getRGB(x, y) & 0xffffff) == page ? 0 : 1;
            }
        }
        assertThat((double) inked / (width * HEIGHT))
                .as("share of the picture that is not empty")
                .isBetween(0.03, 0.6);
    }

    /** The page in a frame of this width, since windows cannot be as narrow as a phone. */
    private static double[] show(int width, int scheme, Path shot) throws Exception {
        Path frame = Files.writeString(
                folder.resolve("frame.html"),
                "<!DOCTYPE html><body style='margin:0'><script>addEventListener('message',"
                        + " event => document.body.dataset.measured = event.data)</script>"
                        + "<iframe src='measured.html' style='display:block;border:0;width:" + width + "px;height:"
                        + HEIGHT + "px'></iframe></body>");
        Path dom = folder.resolve("dom.html");
        Process process = new ProcessBuilder(List.of(
                        chromium,
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--hide-scrollbars",
                        "--force-device-scale-factor=1",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--blink-settings=preferredColorScheme=" + scheme,
                        "--window-size=" + Math.max(600, width) + "," + HEIGHT,
                        "--dump-dom",
                        "--screenshot=" + shot,
                        frame.toUri().toString()))
                .redirectOutput(dom.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("Chromium ended within " + SECONDS + " s").isTrue();
        Matcher measured =
                Pattern.compile("data-measured=\"([^\"]*)\"").matcher(Files.readString(dom, StandardCharsets.UTF_8));
        assertThat(measured.find()).as("the page was measured").isTrue();
        return Stream.of(measured.group(1).split(" "))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
