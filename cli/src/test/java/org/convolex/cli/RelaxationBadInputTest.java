package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input to method relaxation: exit code 2, nothing on standard output, and exactly one line that says what is wrong. */
class RelaxationBadInputTest {

    static Stream<Arguments> commandLines() {
        return Stream.of(
                arguments(
                        "--beta auto", "invalid value for option '--beta': expected a finite number >= 0, got 'auto'"),
                arguments("--beta -1", "invalid value for option '--beta': expected a finite number >= 0, got '-1'"),
                arguments("--blocks 0", "invalid value for option '--blocks': expected an integer >= 1, got '0'"),
                arguments(
                        "--activation tanh",
                        "invalid value for option '--activation': activation must be one of relu, leaky-relu, abs,"
                                + " squared-relu, softplus, got 'tanh'"),
                arguments(
                        "--direction up",
                        "invalid value for option '--direction': expected one of data, random, antithetic, got 'up'"),
                arguments(
                        "--constraint l2:-1",
                        "invalid value for option '--constraint': a radius must be finite and > 0, got -1.0"),
                arguments(
                        "--constraint box:1",
                        "invalid value for option '--constraint': constraint must be none, nonnegative, box:LO,HI, l2:R or"
                                + " l1:R, got 'box:1'"),
                arguments("--trials 3", "the data have one direction, which 3 trials would repeat"),
                arguments("--stride 1", "--stride is given, but method relaxation has none: blocks do not overlap"),
                arguments("--padding 1", "--padding is given, but method relaxation has none: blocks tile the image"),
                arguments("--pool 2", "--pool is given, but method relaxation has none: all blocks are added up"),
                arguments("--loss squared", "--loss is given, but method relaxation has none"),
                arguments("--patch 2,2", "--patch: 2 values, but method relaxation has one layer: give one"),
                arguments("--patch 2 --blocks 2", "--blocks and --patch both say how to cut: give one of them"),
                arguments("--patch 3", "digits: blocks of 3 x 3 do not tile images of 8 x 8"),
                arguments("--blocks 2", "digits: images of 1 x 8 x 8 take square blocks by their side (--patch)"),
                arguments("--kernel linear", "--kernel is an option of --method ccnn, not of relaxation"),
                arguments("--patterns all", "--patterns is an option of --method exact, not of relaxation"),
                arguments("--memory 1m", "digits: not enough memory: 1,200 images of 1 x 8 x 8 with 1 blocks"),
                arguments("", "digits: method relaxation learns one real target, but the images have class labels"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatIsWrongInOneLine(String options, String message) {
        CommandLineRun.assertRefused(message, ("train digits --quiet --method relaxation " + options).split(" +"));
    }

    @ParameterizedTest
    @MethodSource("ownOptions")
    void itsOptionsAreNotOfOtherMethods(String option, String value) {
        for (String method : List.of("ccnn", "exact")) {
            CommandLineRun.assertRefused(
                    option + " is an option of --method relaxation, not of " + method,
                    "train",
                    "digits",
                    "--method",
                    method,
                    option,
                    value);
        }
    }

    static Stream<Arguments> ownOptions() {
        return Stream.of(
                arguments("--blocks", "1"),
                arguments("--activation", "relu"),
                arguments("--direction", "data"),
                arguments("--trials", "2"),
                arguments("--constraint", "none"));
    }

    @Test
    void targetsThatNoFilterStaysBelow(@TempDir Path folder) throws Exception {
        Path csv = Files.write(
                folder.resolve("signals.csv"), List.of("1,2,0.5", "0.5,-1,-0.25", "2,1,1.5", "1,1,-2.5", "3,1,0"));
        Path out = folder.resolve("m.cvx");
        CommandLineRun.assertRefused(
                csv
                        + ": 2 of 5 targets are below 0, the first -0.25 of image 1, which no filter's output under activation"
                        + " relu stays below: give a beta above 0 (--beta)",
                "train",
                csv.toString(),
                "--quiet",
                "--method",
                "relaxation",
                "--out",
                out.toString());
        assertThat(out).doesNotExist();
        CommandLineRun.assertRefused(
                csv + ": signals of length 2 have no 4 equal blocks: 4 does not divide 2",
                "train",
                csv.toString(),
                "--method",
                "relaxation",
                "--blocks",
                "4");
    }

    @Test
    void otherMethodsHaveNoResponses(@TempDir Path folder) {
        CommandLineRun.assertRefused(
                "--responses " + folder.resolve("x.csv") + ": is the file that --out names",
                "predict",
                "m.cvx",
                "digits",
                "--responses",
                folder.resolve("x.csv").toString(),
                "--out",
                folder.resolve("x.csv").toString());
    }
}
