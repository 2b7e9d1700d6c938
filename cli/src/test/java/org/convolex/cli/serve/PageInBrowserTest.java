package org.convolex.cli.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.convolex.Model;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page as a visitor in Chromium uses it; skipped where there is no Chromium. */
@Timeout(300)
class PageInBrowserTest {
    private static final double TURN = 2 * Math.PI;

    private static Chromium chromium;
    private static TestServer server;

    @BeforeAll
    static void start(@TempDir Path profile) throws Exception {
        Optional<Path> program = Chromium.program();
        assumeTrue(program.isPresent(), "no Chromium on the PATH: the page is not tested");
        server = TestServer.of(digits());
        chromium = Chromium.start(program.orElseThrow(), profile);
    }

    @AfterAll
    static void close() throws Exception {
        if (chromium != null) {
            chromium.close();
            server.close();
        }
    }

    private static Model digits() {
        CcnnSettings settings = CcnnSettings.builder()
                .patch(3)
                .features(60)
                .gamma(0.5)
                .radius(60)
                .gap(0.02)
                .build();
        try (Workers workers = new Workers(2)) {
            return new ConvexifiedCnnTrainer(settings)
                    .train(DataSources.open("digits").train().load(600), "digits", TrainingListener.NONE, workers)
                    .model();
        }
    }

    /** Draws a zero on the board with the mouse. */
    private static void drawZero() throws Exception {
        String[] box = chromium.evaluate("Object.values(board.getBoundingClientRect().toJSON()).join()")
                .split(",");
        double[] corner = Arrays.stream(box).mapToDouble(Double::parseDouble).toArray(); // x, y, width, height
        for (int i = 0; i <= 24; i++) {
            double x = corner[0] + corner[2] * (0.5 + 0.22 * Math.sin(TURN * i / 24));
            double y = corner[1] + corner[3] * (0.5 - 0.36 * Math.cos(TURN * i / 24));
            chromium.mouse(i == 0 ? "mousePressed" : "mouseMoved", x, y);
            if (i == 24) {
                chromium.mouse("mouseReleased", x, y);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"390, dark", "1100, light"})
    void oneDrawsAndSeesTheAnswer(int width, String scheme) throws Exception {
        chromium.look(width, 900, scheme);
        chromium.open(server.uri("/"));
        chromium.waitFor("!document.getElementById('drawing').hidden");

        drawZero();

        chromium.waitFor("document.getElementById('class').textContent === '0'");
        assertThat(chromium.evaluate("document.querySelectorAll('#bars li').length"))
                .isEqualTo("10");
        assertThat(chromium.evaluate("document.querySelector('#bars .best').firstChild.textContent"))
                .isEqualTo("0");
        chromium.waitFor("document.querySelectorAll('#maps canvas').length === 16");
        assertThat(chromium.evaluate("document.getElementById('error').textContent"))
                .isEmpty();
        assertThat(Integer.parseInt(chromium.evaluate("document.documentElement.scrollWidth")))
                .isLessThanOrEqualTo(width);

        chromium.evaluate("document.getElementById('clear').click()");
        assertThat(chromium.evaluate("document.getElementById('class').textContent"))
                .isEqualTo("nothing yet");
    }

    /** An upright stroke of the keyboard's pen. */
    @Test
    void oneDrawsWithKeys() throws Exception {
        chromium.look(800, 900, "light");
        chromium.open(server.uri("/"));
        chromium.waitFor("!document.getElementById('drawing').hidden");

        chromium.evaluate("[' ', ...Array(14).fill('ArrowUp'), ' '].forEach(key => "
                + "board.dispatchEvent(new KeyboardEvent('keydown', { key })))");

        chromium.waitFor("document.querySelectorAll('#bars li').length === 10");
        assertThat(chromium.evaluate("strokes.length")).isEqualTo("1");
    }

    @Test
    void imagesThatCannotBeDrawnAreAskedForAsFiles() throws Exception {
        Dataset digits = ModelFiles.trainingImages();
        float[][] signals = new float[digits.size()][];
        for (int i = 0; i < signals.length; i++) {
            signals[i] = digits.image(i);
        }
        Dataset images = Dataset.of(new ImageShape(1, 1, 64), signals, digits.labels(), 10);
        Model model;
        try (Workers workers = new Workers(2)) {
            model = new ExactTrainer(ExactSettings.defaults()
                            .withArchitecture(Architecture.LINEAR)
                            .withBeta(5)
                            .withGap(0.1))
                    .train(images, "signals", TrainingListener.NONE, workers)
                    .model();
        }
        try (TestServer signalServer = TestServer.of(model)) {
            chromium.look(800, 900, "light");
            chromium.open(signalServer.uri("/"));
            chromium.waitFor("!document.getElementById('nodrawing').hidden");
            assertThat(chromium.evaluate("document.getElementById('nodrawing').textContent"))
                    .startsWith("This model takes images of 1 x 1 x 64");

            chromium.evaluate("askBoth('application/json', '" + Arrays.toString(signals[0]) + "', '')");

            chromium.waitFor("document.querySelectorAll('#bars li').length === 10");
        }
    }
}
