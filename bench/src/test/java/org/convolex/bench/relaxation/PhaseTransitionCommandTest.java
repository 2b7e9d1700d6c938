package org.convolex.bench.relaxation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.convolex.bench.ReproduceRun;
import org.convolex.linalg.Workers;
import org.convolex.relaxation.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhaseTransitionCommandTest {

    @Test
    void writesTablesAndPictures(@TempDir Path folder) throws Exception {
        ReproduceRun run = ReproduceRun.of(
                "phase-transition",
                "--part",
                "figure",
                "--grid",
                "2",
                "--trials",
                "1",
                "--neurons",
                "5,100",
                "--out",
                folder.toString());

        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("figure.csv"));
        // k = 5 has d = 50 and 100, k = 100 only the latter; two values of n, three methods
        assertThat(lines).hasSize(1 + (2 + 1) * 2 * 3);
        assertThat(lines.get(1)).startsWith("5,50,250,random-direction,1,");
        assertThat(Files.readString(folder.resolve("figure.md"))).contains("| 100 | 100 |");
        for (String picture : List.of("minimum-error.png", "success-rate.png")) {
            byte[] png = Files.readAllBytes(folder.resolve(picture));
            assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(500);
        }
    }

    @Test
    void ratesAreTheSameForAnyNumberOfThreads() {
        try (Workers one = new Workers(1);
                Workers two = new Workers(2)) {
            List<RecoveryCell> alone = SuccessRates.run(2, 7, one);
            List<RecoveryCell> together = SuccessRates.run(2, 7, two);

            assertThat(together)
                    .extracting(cell -> cell.successes() + " " + cell.minimum())
                    .isEqualTo(alone.stream()
                            .map(cell -> cell.successes() + " " + cell.minimum())
                            .toList());
            assertThat(SuccessRates.markdown(alone))
                    .contains("| relaxation, data's direction | 1 | 10 | 40 | 2 | 100.0 ");
        }
    }

    @Test
    void bothSolversOfTheProgramAgree() {
        try (Workers workers = new Workers(1)) {
            LibraryProgram.Comparison comparison = LibraryProgram.compare(Direction.DATA, 40, 2, 4, 1, 5, workers);

            assertThat(comparison.state().isOptimal()).isTrue();
            assertThat(Math.abs(comparison.difference())).isLessThan(1e-9);
        }
    }

    @Test
    void manySamplesInAnInstant() {
        try (Workers workers = new Workers(2)) {
            assertThat(MillionSamples.markdown(5000, 1, workers))
                    .contains("n = 5,000, d = 50")
                    .contains("| noise-free | data |")
                    .contains("recovered");
        }
    }

    @Test
    void refusesBadInput() {
        for (List<String> bad : List.of(
                List.of("--part", "table"),
                List.of("--trials", "0"),
                List.of("--grid", "1"),
                List.of("--neurons", "101"),
                List.of("--threads", "0"))) {
            ReproduceRun run = ReproduceRun.of("phase-transition", bad.get(0), bad.get(1));

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).startsWith("convolex: " + bad.get(0)).hasLineCount(1);
        }
    }
}
