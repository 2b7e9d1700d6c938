package org.convolex.bench.table1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.convolex.bench.ReproduceRun;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariation;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableRunTest {
    private static final int SIDE = 4;

    private Path dir;

    @BeforeEach
    void writeVariations(@TempDir Path own) throws IOException {
        dir = own;
        write("variations", 1);
    }

    /** Three images a part, of random pixels. */
    private void write(String variations, int seed) throws IOException {
        Random random = new Random(seed);
        for (MnistVariation variation : MnistVariation.all()) {
            Path folder = Files.createDirectories(dir.resolve(variations).resolve(variation.folder()));
            for (String stem : List.of("train", "valid", "t10k")) {
                byte[] pixels = new byte[3 * SIDE * SIDE];
                random.nextBytes(pixels);
                ByteBuffer images = ByteBuffer.allocate(16 + pixels.length);
                images.putInt(0x803).putInt(3).putInt(SIDE).putInt(SIDE).put(pixels);
                Files.write(folder.resolve(stem + "-images-idx3-ubyte"), images.array());
                ByteBuffer labels = ByteBuffer.allocate(11);
                labels.putInt(0x801).putInt(3).put(new byte[] {0, 1, 1});
                Files.write(folder.resolve(stem + "-labels-idx1-ubyte"), labels.array());
            }
        }
    }

    /** Gets one image in eight wrong, and fails when told to. */
    private static final class Counted implements Method {
        private final String name;
        private int runs;
        private int failAt = Integer.MAX_VALUE;

        Counted(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome run(Task task) {
            if (runs == failAt) {
                throw new IllegalStateException("power cut");
            }
            runs++;
            return new Outcome(0.25, 0.125, 3, 40, 70, "setting " + task.train().size());
        }
    }

    private TableRun run(String variations, Method... rows) {
        return new TableRun(
                List.of(rows), dir.resolve(variations), dir.resolve("out"), Effort.QUICK, new Workers(1), line -> {});
    }

    @Test
    void goesOnWhereItWasStopped() {
        Counted method = new Counted("CCNN-1");
        method.failAt = 2;
        assertThatThrownBy(() -> run("variations", method).fill(List.of(method)))
                .hasMessage("power cut");
        assertThat(dir.resolve("out/ccnn-1.rand.json")).exists();

        method.failAt = Integer.MAX_VALUE;
        Table table = run("variations", method).fill(List.of(method));

        assertThat(method.runs).isEqualTo(5);
        assertThat(table.markdown())
                .contains("| CCNN-1 | 12.50 (2.35) | 12.50 (8.13) | 12.50 (13.45) | 12.50 (10.33) | 12.50 (42.90) |")
                .contains("| CCNN-1 | 3 / 40 / 70 | 3 / 40 / 70 |");
        assertThat(dir.resolve("out/table1.md"))
                .content()
                .startsWith(table.markdown())
                .contains("](table1.png)");
        assertThat(dir.resolve("out/table1.html")).content().contains("data:image/png;base64,");
    }

    @Test
    void rowsThatHaveNotRunAreDashes() throws IOException {
        Counted done = new Counted("SVM rbf");
        Counted open = new Counted("Unpublished");

        Table table = run("variations", done, open).fill(List.of(done));

        assertThat(open.runs).isZero();
        assertThat(table.markdown()).contains("| SVM rbf | 12.50 (3.03) |").contains("| Unpublished | - | - |");
        assertThat(ImageIO.read(dir.resolve("out/table1.png").toFile()).getWidth())
                .isGreaterThan(500);
    }

    @Test
    void keepsTheSettingsInTheCell() throws IOException {
        Counted method = new Counted("CNN-2 (Quad)");

        run("variations", method).fill(List.of(method));

        assertThat(Files.readString(dir.resolve("out/cnn-2-quad.img-rot.json")))
                .contains("\"settings\" : \"setting 3\"", "\"testError\" : 0.125", "\"trainHash\"");
    }

    @Test
    void refusesCellsOfOtherImages() throws IOException {
        write("others", 2);
        Counted method = new Counted("CCNN-1");
        run("variations", method).fill(List.of(method));

        assertThatThrownBy(() -> run("others", method).fill(List.of(method)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("CCNN-1 on basic was trained on other images than those of");
    }

    @Test
    void refusesADamagedCell() throws IOException {
        Counted method = new Counted("CCNN-1");
        Files.createDirectories(dir.resolve("out"));
        Files.writeString(dir.resolve("out/ccnn-1.basic.json"), "{\"method\": ");

        assertThatThrownBy(() -> run("variations", method).fill(List.of(method)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("ccnn-1.basic.json: is no finished cell");
    }

    @Test
    void leavesOutWhatCannotRunHereAndSaysSo() {
        Method absent = new Method() {
            @Override
            public String name() {
                return "NN-1";
            }

            @Override
            public Optional<String> missing() {
                return Optional.of("no engine");
            }

            @Override
            public Outcome run(Task task) {
                throw new AssertionError("must not run");
            }
        };
        List<String> log = new ArrayList<>();
        TableRun run = new TableRun(
                List.of(absent), dir.resolve("variations"), dir.resolve("out"), Effort.QUICK, new Workers(1), log::add);

        assertThat(run.fill(List.of(absent)).markdown()).contains("| NN-1 | - (4.69) |");
        assertThat(log).containsExactly("NN-1 is left out: no engine");
    }

    @Test
    void badInputIsOneLine() throws IOException {
        Files.delete(dir.resolve("variations/basic/valid-images-idx3-ubyte"));
        String variations = dir.resolve("variations").toString();
        String out = dir.resolve("out").toString();

        assertRefused("an experiment is missing: table1");
        assertRefused("missing required option: '--variations=DIR'", "table1");
        assertRefused("basic: no validation images in this folder", "table1", "--variations", variations, "--out", out);
        assertRefused(
                "no such file or folder",
                "table1",
                "--variations",
                dir.resolve("no").toString(),
                "--out",
                out);
        assertRefused(
                "--methods CNN-9: no such row; there are SVM rbf, NN-1",
                "table1",
                "--variations",
                variations,
                "--methods",
                "CNN-9");
        assertRefused(
                "--threads: expected an integer in 1..1024, got 0",
                "table1",
                "--variations",
                variations,
                "--threads",
                "0");
    }

    private static void assertRefused(String message, String... arguments) {
        ReproduceRun run = ReproduceRun.of(arguments);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
        assertThat(run.err()).startsWith("convolex: ").contains(message);
    }
}
