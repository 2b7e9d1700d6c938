package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataVariationsTest {
    private static final int SIDE = 10;

    private Path dir;

    /** Sixty digits of 10 x 10: class 0 has a bright left half, class 1 a bright right half. */
    @BeforeEach
    void writeDigits(@TempDir Path own) throws IOException {
        dir = own;
        int count = 60;
        ByteBuffer images = ByteBuffer.allocate(16 + count * SIDE * SIDE);
        ByteBuffer labels = ByteBuffer.allocate(8 + count);
        images.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE);
        labels.putInt(0x801).putInt(count);
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            labels.put((byte) (i % 2));
            for (int pixel = 0; pixel < SIDE * SIDE; pixel++) {
                boolean bright = pixel % SIDE < SIDE / 2 == (i % 2 == 0);
                images.put((byte) (bright ? 150 + random.nextInt(100) : random.nextInt(40)));
            }
        }
        Path mnist = Files.createDirectory(dir.resolve("mnist"));
        Files.write(mnist.resolve("train-images-idx3-ubyte"), images.array());
        Files.write(mnist.resolve("train-labels-idx1-ubyte"), labels.array());
        BufferedImage photograph = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 30; y++) {
            for (int x = 0; x < 40; x++) {
                photograph.setRGB(x, y, random.nextInt(1 << 24));
            }
        }
        ImageIO.write(
                photograph,
                "png",
                Files.createDirectory(dir.resolve("photos")).resolve("a.png").toFile());
    }

    private CommandLineRun make(String... more) {
        String[] given = {
            "data", "variations", path("mnist"), "--backgrounds", path("photos"), "--out", path("out"), "--sizes"
        };
        String[] all = new String[given.length + more.length];
        System.arraycopy(given, 0, all, 0, given.length);
        System.arraycopy(more, 0, all, given.length, more.length);
        return CommandLineRun.of(all);
    }

    private String path(String name) {
        return dir.resolve(name).toString();
    }

    @Test
    void makesFoldersThatTrainTakesWithAllTheirSplits() {
        CommandLineRun made = make("40,8,12");
        assertThat(made.err()).doesNotContain("invalid").contains("img-rot is made");
        assertThat(made.code()).isZero();
        assertThat(made.out()).contains("40 + 8 + 12", path("out/img-rot"));

        CommandLineRun info = CommandLineRun.of("data", "info", path("out/basic"));
        assertThat(info.out()).containsSubsequence("train split", "40", "validation split", "8", "test split", "12");

        String model = path("m.cvx");
        CommandLineRun trained = CommandLineRun.of(
                "train", path("out/basic"), "--features", "20", "--gamma", "0.2", "--gap", "0.1", "--out", model);
        assertThat(trained.code()).isZero();
        assertThat(trained.out())
                .contains("40 images of 1 x 10 x 10, 2 classes")
                .containsPattern("error +train .*, validation [0-9.]+ %, test [0-9.]+ %");

        assertThat(CommandLineRun.of("evaluate", model, path("out/basic")).out())
                .contains("test split")
                .containsPattern("images +12\n");
        assertThat(CommandLineRun.of("evaluate", model, path("out/rot"), "--split", "valid")
                        .out())
                .contains("validation split")
                .containsPattern("images +8\n");
        assertRefused(
                CommandLineRun.of("evaluate", model, path("mnist"), "--split", "valid"),
                "--split valid was given, but this data has no valid split");
        assertThat(CommandLineRun.of("verify", model, path("out/basic")).code()).isZero();
    }

    @Test
    void refusesInOneLine() {
        assertRefused(make("40,8,13"), "mnist: 60 digits, but 40 + 8 + 13 = 61 are asked for");
        assertRefused(make("40,8"), "--sizes': expected three integers >= 1, such as 10000,2000,50000, got '40,8'");
        assertRefused(
                CommandLineRun.of("data", "variations", path("mnist"), "--out", path("out")),
                "missing required option: '--backgrounds=DIR'");
        assertThat(dir.resolve("out")).doesNotExist();
    }

    private static void assertRefused(CommandLineRun run, String message) {
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains(message);
    }
}
