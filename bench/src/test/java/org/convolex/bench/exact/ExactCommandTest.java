package org.convolex.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;

import org.convolex.bench.ReproduceRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExactCommandTest {

    @ParameterizedTest
    @CsvSource({
        "--patch, 0, 'expected integers in 1..8, the side of the digits, got 0'",
        "--patch, '3,9', 'expected integers in 1..8, the side of the digits, got 9'",
        "--threads, 0, 'expected an integer in 1..1024, got 0'",
        "--part, all, 'expected some of instances, training, bias, export, got ''all'''",
    })
    void badOptionsAreNamed(String option, String value, String message) {
        ReproduceRun run = ReproduceRun.of("exact", option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err().strip()).isEqualTo("convolex: " + option + ": " + message);
    }
}
