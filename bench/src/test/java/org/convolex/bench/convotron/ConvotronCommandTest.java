package org.convolex.bench.convotron;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.convolex.bench.ReproduceRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvotronCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--seeds, -1, 'expected an integer in 1..1000, got -1'",
        "--samples, 10, 'expected an integer of at least 2000, got 10'",
        "--part, all, 'expected some of figure, images, speed, stream, got ''all'''",
    })
    void badOptionsAreNamed(String option, String value, String message) {
        ReproduceRun run = ReproduceRun.of("convotron", option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("convolex: " + option + ": " + message);
    }

    @Test
    void aPartLeavesItsTable(@TempDir Path folder) throws IOException {
        ReproduceRun run =
                ReproduceRun.of("convotron", "--part", "stream", "--samples", "20000", "--out", folder.toString());

        assertThat(run.code()).isZero();
        assertThat(Files.readString(folder.resolve("convotron.md")))
                .contains("## stream")
                .contains("| 20,000 |");
    }
}
