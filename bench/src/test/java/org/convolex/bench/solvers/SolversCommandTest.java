package org.convolex.bench.solvers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.convolex.bench.ReproduceRun;
import org.convolex.optim.Progress;
import org.convolex.optim.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SolversCommandTest {

    @Test
    void writesATableAndAPicture(@TempDir Path folder) throws Exception {
        ReproduceRun run = ReproduceRun.of(
                "solvers",
                "--data",
                "digits",
                "--train-limit",
                "100",
                "--seconds",
                "0.5",
                "--radius",
                "10",
                "--solvers",
                "auto,sgd",
                "--out",
                folder.toString());

        assertThat(run.code()).isZero();
        List<String> lines = Files.readAllLines(folder.resolve("solvers.md"));
        assertThat(lines).hasSize(6);
        assertThat(lines.get(2)).startsWith("| 10 | `auto` | ");
        assertThat(lines.get(3)).startsWith("| 10 | `sgd` | ");
        byte[] png = Files.readAllBytes(folder.resolve("solvers.png"));
        assertThat(ImageIO.read(new ByteArrayInputStream(png)).getWidth()).isGreaterThan(500);
        assertThat(png).hasSizeLessThan(100_000);
    }

    @Test
    void refusesUnknownSolvers() {
        ReproduceRun run = ReproduceRun.of("solvers", "--data", "digits", "--solvers", "sgd,newton");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .startsWith("convolex: --solvers: expected some of auto, ")
                .contains("got 'newton'");
    }

    @Test
    void aBoundInASubspaceDoesNotCountBeyondItsStart() {
        GapCurve curve = new GapCurve();
        curve.beginSubspace();
        curve.onProgress(new Progress(0, 1, 0.9, 0.5, 1));
        curve.onProgress(new Progress(1, 2, 0.6, 0.5, 1));
        curve.beginSubspace();
        curve.onProgress(new Progress(2, 3, 0.6, 0.2, 1));

        assertThat(curve.points()).extracting(GapCurve.Point::seconds).containsExactly(1.0, 3.0);
        assertThat(curve.secondsTo(0.5)).hasValue(3);
        assertThat(curve.secondsTo(0.4)).isEmpty();
    }

    @Test
    void theTableHasADashForAGapNotReached() {
        GapCurve curve = new GapCurve();
        curve.add(0.5, 0.9);
        curve.add(2, 0.05);

        String table = SolverTable.markdown(List.of(new SolverRun(20, "svrg", curve, 3, 7, Status.TIME_LIMIT, 0.051)));

        assertThat(table).endsWith("| 20 | `svrg` | 2.0 | - | - | 3.0 | 7 | 0.051 | time limit |\n");
    }
}
