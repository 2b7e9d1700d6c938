package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad input to method exact: exit code 2, nothing on standard output, and exactly one line that says what is wrong. */
class ExactBadInputTest {
    private Path folder;

    @BeforeEach
    void inFolder(@TempDir Path own) {
        folder = own;
    }

    static Stream<Arguments> commandLines() {
        String patches = "patch must be at most 8";
        return Stream.of(
                arguments(
                        "--beta 0", "invalid value for option '--beta': expected auto or a finite number > 0, got '0'"),
                arguments(
                        "--beta -1",
                        "invalid value for option '--beta': expected auto or a finite number > 0, got '-1'"),
                arguments(
                        "--beta NaN",
                        "invalid value for option '--beta': expected auto or a finite number > 0, got 'NaN'"),
                arguments(
                        "--patterns 0",
                        "invalid value for option '--patterns': expected price, all or an integer >= 1, got '0'"),
                arguments(
                        "--patterns some",
                        "invalid value for option '--patterns': expected price, all or an integer >= 1, got 'some'"),
                arguments("--boxes 0", "invalid value for option '--boxes': expected auto or an integer >= 1, got '0'"),
                arguments(
                        "--architecture deep",
                        "invalid value for option '--architecture': expected one of relu-average, relu-max, relu-blocks,"
                                + " linear, circular, circular-relu, relu-relu, gated-average, gated-blocks, got 'deep'"),
                arguments(
                        "--loss hinge",
                        "invalid value for option '--loss': loss must be one of logistic, squared, squared-hinge, huber,"
                                + " got 'hinge'"),
                arguments("--radius 3", "--radius is an option of --method ccnn, not of exact"),
                arguments("--kernel linear", "--kernel is an option of --method ccnn, not of exact"),
                arguments("--layers 2", "--layers is an option of --method ccnn, not of exact"),
                arguments("--patch 2,3", "--patch: 2 values, but method exact has one layer: give one"),
                arguments("--stride 1,2,1", "--stride: 3 values, but method exact has one layer: give one"),
                arguments(
                        "--pool 2",
                        "--pool is given, but architecture relu-average has none: only relu-blocks, relu-relu and gated-blocks have blocks"),
                arguments(
                        "--architecture relu-relu --pool 0",
                        "invalid value for option '--pool' (N[,N]): expected an integer >= 1, got '0'"),
                arguments(
                        "--architecture relu-relu --train-limit 40",
                        "digits: architecture relu-relu gives one score: it takes two classes or one target, got 10"),
                arguments(
                        "--architecture linear --patterns all",
                        "--patterns is given, but architecture linear has none: there is no rectifier"),
                arguments(
                        "--architecture gated-blocks --patterns price",
                        "--patterns price: architecture gated-blocks draws its gates at random, give their number"),
                arguments(
                        "--architecture circular-relu --circular-layers 1",
                        "invalid value for option '--circular-layers': expected an integer >= 2, got '1'"),
                arguments(
                        "--circular-layers 3",
                        "--circular-layers is given, but architecture relu-average has none: only circular-relu has"
                                + " circular layers below a rectifier"),
                arguments(
                        "--architecture circular --patch 3",
                        "--patch is given, but architecture circular has none: filters have the size of the image"),
                arguments(
                        "--architecture circular-relu --stride 2",
                        "--stride is given, but architecture circular-relu has none: filters have the size of the image"),
                arguments(
                        "--patch 9",
                        "digits: images of 1 x 8 x 8 with padding 0 are smaller than a 9 x 9 patch: " + patches),
                arguments("--padding 3", "digits: padding must be in 0..2 (below the patch), got 3"),
                arguments(
                        "--memory 1m",
                        "digits: not enough memory: 1,200 images of 1 x 8 x 8 with 36 patches of 9 numbers each need about"
                                + " 5 MiB, but 1 MiB may be used; give --memory more, or fewer images by --train-limit, or a"
                                + " larger --stride"),
                arguments(
                        "--architecture circular --memory 1m --estimate-only",
                        "digits: not enough memory: 1,200 images of 1 x 8 x 8 with 64 patches of 64 numbers each need about"
                                + " 57 MiB, but 1 MiB may be used; give --memory more, or fewer images by --train-limit"
                                + System.lineSeparator()),
                arguments(
                        "--architecture circular-relu --train-limit 40",
                        "digits: architecture circular-relu gives one score: it takes two classes or one target, got 10"),
                arguments(
                        "--patterns all --train-limit 40",
                        "digits: patterns all need a network with one score and one position"),
                arguments("--train-limit 1", "digits: training needs at least 2 images, got 1"));
    }

    @ParameterizedTest
    @MethodSource("commandLines")
    void saysWhatIsWrongInOneLine(String options, String message) {
        CommandLineRun.assertRefused(message, ("train digits --quiet --method exact " + options).split(" "));
    }

    @ParameterizedTest
    @MethodSource("ownOptions")
    void itsOptionsAreNotOfMethodCcnn(String option, String value) {
        CommandLineRun.assertRefused(
                option + " is an option of --method exact, not of ccnn", "train", "digits", option, value);
    }

    static Stream<Arguments> ownOptions() {
        return Stream.of(
                arguments("--architecture", "linear"),
                arguments("--patterns", "price"),
                arguments("--boxes", "5"),
                arguments("--circular-layers", "3"));
    }

    @Test
    void betaIsNotOfMethodCcnn() {
        CommandLineRun.assertRefused(
                "--beta is an option of --method exact and of relaxation, not of ccnn",
                "train",
                "digits",
                "--beta",
                "1");
    }

    /** 40 signals of 10 numbers without zeros, two classes: 40 hyperplanes in 10 dimensions. */
    @Test
    void tooManyPatternsToEnumerate() throws Exception {
        Path csv = signals("long.csv", 40, 10);

        CommandLineRun.assertRefused(
                csv + ": patterns all: 40 distinct hyperplanes in 10 dimensions have up to ",
                "train",
                csv.toString(),
                "--quiet",
                "--method",
                "exact",
                "--patch",
                "10",
                "--beta",
                "1",
                "--patterns",
                "all",
                "--out",
                folder.resolve("m.cvx").toString());
        assertThat(folder.resolve("m.cvx")).doesNotExist();
    }

    @Test
    void circularFiltersTakeOneChannel() throws Exception {
        Path csv = signals("colour.csv", 6, 12);

        CommandLineRun.assertRefused(
                csv + ": architecture circular takes images of one channel, got 3 x 2 x 2",
                "train",
                csv.toString(),
                "--shape",
                "3,2,2",
                "--method",
                "exact",
                "--architecture",
                "circular");
    }

    private Path signals(String name, int count, int length) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            StringBuilder line = new StringBuilder();
            for (int t = 0; t < length; t++) {
                line.append(1 + random.nextInt(1000)).append(',');
            }
            lines.add(line.append(i % 2).toString());
        }
        return Files.write(folder.resolve(name), lines);
    }
}
