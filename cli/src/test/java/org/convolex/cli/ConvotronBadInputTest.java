package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input to method convotron: exit code 2, nothing on standard output, and exactly one line that says what is wrong. */
class ConvotronBadInputTest {
    private final Path folder;

    ConvotronBadInputTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static void assertRefused(String message, String... arguments) {
        CommandLineRun run = CommandLineRun.of(arguments);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("convolex: " + message);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.code()).isEqualTo(2);
    }

    private String[] train(String data, String options) {
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                data,
                "--quiet",
                "--method",
                "convotron",
                "--out",
                folder.resolve("m.cvx").toString()));
        if (!options.isEmpty()) {
            arguments.addAll(List.of(options.split(" +")));
        }
        return arguments.toArray(String[]::new);
    }

    /** Signals of length 10 and their targets. */
    private String signals(String lastLine) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            StringBuilder line = new StringBuilder();
            for (int t = 0; t <= 10; t++) {
                line.append(t == 0 ? "" : ",").append(random.nextGaussian());
            }
            lines.add(line.toString());
        }
        lines.add(lastLine);
        return Files.write(folder.resolve("s.csv"), lines).toString();
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                arguments(
                        "--filter-size 0",
                        "invalid value for option '--filter-size': expected auto or an integer >= 1, got '0'"),
                arguments(
                        "--stride 0", "invalid value for option '--stride' (N[,N]): expected an integer >= 1, got '0'"),
                arguments("--leak 1.5", "invalid value for option '--leak': expected a number in [0, 1], got '1.5'"),
                arguments("--leak -0.1", "invalid value for option '--leak': expected a number in [0, 1], got '-0.1'"),
                arguments("--leak NaN", "invalid value for option '--leak': expected a number in [0, 1], got 'NaN'"),
                arguments(
                        "--steps1 0", "invalid value for option '--steps1': expected auto or an integer >= 1, got '0'"),
                arguments(
                        "--steps2 1e6",
                        "invalid value for option '--steps2': expected auto or an integer >= 1, got '1e6'"),
                arguments(
                        "--step-size1 -1",
                        "invalid value for option '--step-size1': expected auto or a finite number > 0, got '-1'"),
                arguments(
                        "--step-size2 Infinity",
                        "invalid value for option '--step-size2': expected auto or a finite number > 0, got 'Infinity'"),
                arguments(
                        "--step-decay -1",
                        "invalid value for option '--step-decay': expected a finite number >= 0, got '-1'"),
                arguments("--batch 0", "invalid value for option '--batch': expected an integer >= 1, got '0'"),
                arguments("--refine -1", "invalid value for option '--refine': expected an integer >= 0, got '-1'"),
                arguments(
                        "--output-weights max",
                        "invalid value for option '--output-weights': expected one of learned, average, got 'max'"),
                arguments(
                        "--output-weights average --refine 2",
                        "--refine is given, but with --output-weights average there is stage 2 alone"),
                arguments(
                        "--output-weights average --steps1 2",
                        "--steps1 is given, but with --output-weights average there is stage 2 alone"),
                arguments(
                        "--output-weights average --step-size1 2",
                        "--step-size1 is given, but with --output-weights average there is stage 2 alone"),
                arguments("--patch 3", "--patch is given, but method convotron has none: --filter-size is the side"),
                arguments("--padding 1", "--padding is given, but method convotron has none"),
                arguments("--pool 2", "--pool is given, but method convotron has none"),
                arguments("--loss squared", "--loss is given, but method convotron has none"),
                arguments("--beta 1", "--beta is given, but method convotron has none"),
                arguments("--gap 0.1", "--gap is given, but method convotron has none: it certifies nothing"),
                arguments("--stride 1,2", "--stride: 2 values, but method convotron has one layer: give one"),
                arguments("--kernel linear", "--kernel is an option of --method ccnn, not of convotron"),
                arguments("--filter-size 9", "digits: filter size must be in 1..8, got 9"),
                arguments(
                        "--filter-size 4 --stride 5",
                        "digits: stride must be in 3..4 for filters of size 4, so that every patch has numbers of its own,"
                                + " got 5"),
                arguments(
                        "--filter-size 4 --stride 2",
                        "digits: stride must be in 3..4 for filters of size 4, so that every patch has numbers of its own,"
                                + " got 2"),
                arguments(
                        "--filter-size 4 --stride 3",
                        "digits: windows of size 4 at stride 3 leave 1 of 8 numbers uncovered: d - r must be a multiple of s"),
                arguments(
                        "--filter-size 3",
                        "digits: no stride in 2..3 leads filters of size 3 across images of 1 x 8 x 8 without a rest: take"
                                + " another size, such as 4"),
                arguments("--stride 30", "digits: no filter size from 3 on fits images of 1 x 8 x 8 at stride 30"),
                arguments(
                        "--batch 2000000000",
                        "digits: not enough memory: 4 windows of 16 numbers at stride 4 of 1 x 8 x 8 in batches of"
                                + " 2,000,000,000 need about"),
                arguments(
                        "",
                        "digits: method convotron tells two classes apart or learns one real target, but the images have 10"
                                + " classes"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatIsWrongInOneLine(String options, String message) {
        assertRefused(message, train("digits", options));
        assertThat(folder.resolve("m.cvx")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--filter-size 4",
                "--leak 0.5",
                "--steps1 5",
                "--steps2 5",
                "--step-size1 1",
                "--step-size2 1",
                "--step-decay 1",
                "--batch 2",
                "--refine 2",
                "--output-weights average",
                "--whiten"
            })
    void itsOptionsAreNotOfOtherMethods(String option) {
        List<String> arguments = new ArrayList<>(List.of("train", "digits", "--method", "relaxation"));
        arguments.addAll(List.of(option.split(" ")));
        assertRefused(
                option.split(" ")[0] + " is an option of --method convotron, not of relaxation",
                arguments.toArray(String[]::new));
    }

    @Test
    void rowsThatAreNoSamples() throws IOException {
        String nan = signals("1,2,3,4,NaN,6,7,8,9,10,11");
        assertRefused("s.csv: line 61, field 5: 'NaN' is not a finite number", train(nan, ""));
        String shorter = signals("1,2,3");
        assertRefused("s.csv: line 61", train(shorter, ""));
        assertThat(folder.resolve("m.cvx")).doesNotExist();
    }

    @Test
    void samplesOfAnotherLength() throws IOException {
        Path other = Files.write(folder.resolve("other.csv"), List.of("1,2,0.5", "2,3,0.7"));
        String data = signals("1,2,3,4,5,6,7,8,9,10,11");
        assertRefused(
                other + ": images of 1 x 1 x 2, but " + data + " has images of 1 x 1 x 10",
                train(data, "--valid " + other));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2"})
    void stepsThatDiverge(String stage) throws IOException {
        String data = signals("1,2,3,4,5,6,7,8,9,10,11");
        assertRefused(
                data + ": stage " + stage + " diverged at a step size of 50.0: take a smaller one, such as 12.5",
                train(data, "--filter-size 4 --stride 3 --steps1 2000 --step-size" + stage + " 50"));
        assertThat(folder.resolve("m.cvx")).doesNotExist();
    }
}
