package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input: exit code 2, nothing on standard output, and exactly one line that names the value and the bound. */
class BadInputTest {
    private Path folder;

    @BeforeEach
    void inFolder(@TempDir Path own) {
        folder = own;
    }

    static Stream<Arguments> options() {
        return Stream.of(
                arguments("--patch", "0", "expected auto or an integer >= 1, got '0'"),
                arguments("--patch", "-5", "expected auto or an integer >= 1, got '-5'"),
                arguments("--patch", "big", "expected auto or an integer >= 1, got 'big'"),
                arguments("--patch", "2.5", "expected auto or an integer >= 1, got '2.5'"),
                arguments("--layers", "0", "expected an integer >= 1, got '0'"),
                arguments("--filters", "0", "expected auto or an integer >= 1, got '0'"),
                arguments("--filters", "8,x", "expected auto or an integer >= 1, got 'x'"),
                arguments("--stride", "0", "expected an integer >= 1, got '0'"),
                arguments("--padding", "-1", "expected an integer >= 0, got '-1'"),
                arguments("--pool", "0", "expected an integer >= 1, got '0'"),
                arguments("--features", "99999999999", "expected an integer >= 1, got '99999999999'"),
                arguments("--gamma", "0", "expected auto or a finite number > 0, got '0'"),
                arguments("--gamma", "NaN", "expected auto or a finite number > 0, got 'NaN'"),
                arguments("--whitening", "0", "expected a finite number > 0, got '0'"),
                arguments("--contrast", "NaN", "expected a finite number > 0, got 'NaN'"),
                arguments("--radius", "-1", "expected auto or a finite number > 0, got '-1'"),
                arguments("--radius", "Infinity", "expected auto or a finite number > 0, got 'Infinity'"),
                arguments("--radius", "wide", "expected auto or a finite number > 0, got 'wide'"),
                arguments(
                        "--loss", "hinge", "loss must be one of logistic, squared, squared-hinge, huber, got 'hinge'"),
                arguments("--loss", "huber:0", "huber: delta must be finite and > 0, got 0.0"),
                arguments(
                        "--class-weights",
                        "equal",
                        "expected none, balanced or numbers separated by commas, got 'equal'"),
                arguments(
                        "--class-weights",
                        "1,,2",
                        "expected none, balanced or numbers separated by commas, got '1,,2'"),
                arguments(
                        "--class-weights",
                        "1,-2",
                        "class weights: the weight of class 1 must be finite and >= 0, got -2.0"),
                arguments(
                        "--class-weights",
                        "NaN,1",
                        "class weights: the weight of class 0 must be finite and >= 0, got NaN"),
                arguments("--class-weights", "0,0", "class weights: all 2 are 0"),
                arguments(
                        "--solver",
                        "fast",
                        "expected one of auto, accelerated, projected-gradient, sgd, adagrad, svrg, frank-wolfe, got 'fast'"),
                arguments("--gap", "0", "expected a number in (0, 1), got '0'"),
                arguments("--gap", "1", "expected a number in (0, 1), got '1'"),
                arguments("--gap", "NaN", "expected a number in (0, 1), got 'NaN'"),
                arguments("--max-seconds", "0", "expected a finite number of seconds > 0, got '0'"),
                arguments("--max-seconds", "soon", "expected a finite number of seconds > 0, got 'soon'"),
                arguments("--threads", "0", "expected an integer in 1..1024, got '0'"),
                arguments("--threads", "2000", "expected an integer in 1..1024, got '2000'"),
                arguments("--train-limit", "0", "expected an integer >= 1, got '0'"),
                arguments("--seed", "x", "expected a 64-bit integer, got 'x'"),
                arguments("--memory", "0g", "expected a size such as 512m or 8g, got '0g'"),
                arguments("--memory", "8", "expected a size such as 512m or 8g, got '8'"),
                arguments("--memory", "-1g", "expected a size such as 512m or 8g, got '-1g'"));
    }

    @ParameterizedTest
    @MethodSource("options")
    void namesOptionValueAndBound(String option, String value, String message) {
        CommandLineRun run = CommandLineRun.of("train", "digits", option, value);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err())
                .startsWith("convolex: invalid value for option '" + option + "'")
                .contains(message)
                .endsWith("; see convolex train --help" + System.lineSeparator());
    }

    static Stream<Arguments> commandLines() {
        return Stream.of(
                arguments("", "a command is missing; see convolex --help"),
                arguments("data", "a command is missing: data info or data variations; see convolex data --help"),
                arguments("train", "missing required parameter: 'DATA'; see convolex train --help"),
                arguments("verify m.cvx", "missing required parameter: 'DATA'; see convolex verify --help"),
                arguments("train digits --fast", "unknown option: '--fast'; see convolex train --help"),
                arguments(
                        "train digits --method deep",
                        "invalid value for option '--method': expected one of [ccnn, exact, relaxation, convotron]"
                                + " (case-sensitive) but was 'deep'; see convolex train --help"),
                arguments(
                        "train digits --quiet --class-weights 1,2",
                        "digits: class weights: 2 given, but the data has 10 classes"),
                arguments("train digits --features 1,2", "features: 2 values for 1 layer"),
                arguments(
                        "train digits --layers 2 --patch 5",
                        "digits: layer 2: images of 32 x 2 x 2 with padding 0 are smaller than a 5 x 5 patch"),
                arguments("train nosuch", "nosuch: no such file or folder; DATA is one of"),
                arguments("train digits --valid nosuch", "nosuch: no such file or folder; DATA is one of"),
                arguments("train digits --shape 1,2", "image shape '1,2': expected channels,height,width"),
                arguments(
                        "train digits --patch 9",
                        "digits: images of 1 x 8 x 8 with padding 0 are smaller than a"
                                + " 9 x 9 patch: patch must be at most 8"),
                arguments("train digits --padding 5", "digits: padding must be in 0..2 (below the patch), got 5"),
                arguments("train digits --memory 100m", "digits: not enough memory: 1,200 images of 1 x 8 x 8"),
                arguments("train digits --train-limit 1", "digits: training needs at least 2 images, got 1"),
                arguments("train digits --label-column 3", "digits: a label column was given"),
                arguments("train digits --out nosuch/m.cvx", "--out nosuch/m.cvx: there is no folder"),
                arguments("train digits --out /dev/null", "--out /dev/null: is not a plain file"),
                arguments("train digits --out .", "--out .: is a folder, expected the name of a file in it"),
                arguments("train digits --out=", "--out: the file name is empty"),
                arguments("train digits --metrics nosuch/m.json", "--metrics nosuch/m.json: there is no folder"),
                arguments("train digits --report nosuch/r.html", "--report nosuch/r.html: there is no folder"),
                arguments("train digits --out m --report ./m", "--report ./m: is the file that --out names"),
                arguments("train digits --metrics m --report m", "--report m: is the file that --metrics names"),
                arguments("train digits --out m --metrics ./m", "--metrics ./m: is the file that --out names"),
                arguments("inspect nosuch.cvx", "nosuch.cvx: no such file"),
                arguments("evaluate nosuch.cvx digits", "nosuch.cvx: no such file"),
                arguments("predict nosuch.cvx digits", "nosuch.cvx: no such file"),
                arguments("verify nosuch.cvx digits", "nosuch.cvx: no such file"),
                arguments(
                        "reproduce table1 --quick",
                        "reproduce table1: the experiments are in no release; run ./convolex reproduce in a checkout"),
                arguments("data info nosuch", "nosuch: no such file or folder; DATA is one of"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatIsWrongInOneLine(String line, String message) {
        CommandLineRun.assertRefused(message, line.isEmpty() ? new String[0] : line.split(" "));
    }

    @Test
    void refusesUnlabelledImages() throws Exception {
        Path csv = Files.writeString(folder.resolve("plain.csv"), "1,2,3\n4,5,6\n");

        CommandLineRun run = CommandLineRun.of("train", csv.toString(), "--label-column", "none");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("convolex: " + csv + ": the images have no labels, training needs them"
                        + System.lineSeparator());
    }

    @Test
    void refusesATestSetOfAnotherShapeBeforeTraining() throws Exception {
        Path csv = Files.writeString(folder.resolve("wide.csv"), "1,2,3,0\n4,5,6,1\n");

        CommandLineRun run = CommandLineRun.of("train", "digits", "--test", csv.toString());

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("images of 1 x 1 x 3, but digits (train) has images of 1 x 8 x 8");
    }

    @Test
    void refusesATestSetWithOtherClassesAndNamesIt() throws Exception {
        List<String> pixels = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            pixels.add("1");
        }
        Path csv = Files.writeString(folder.resolve("letters.csv"), String.join(",", pixels) + ",q\n");

        CommandLineRun run = CommandLineRun.of("train", "digits", "--test", csv.toString(), "--shape", "1,8,8");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains("letters.csv").contains("'q'");
    }
}
