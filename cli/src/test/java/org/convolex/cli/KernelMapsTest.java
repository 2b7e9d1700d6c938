package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every feature map of every kernel, from the command line to a verified model. */
class KernelMapsTest {

    static Stream<Arguments> maps() {
        return Arrays.stream(KernelFamily.values())
                .flatMap(kernel -> Arrays.stream(MapKind.values())
                        .filter(map -> map.fits(kernel))
                        .map(map -> Arguments.of(kernel, map)));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void trainsAndVerifies(KernelFamily kernel, MapKind map, @TempDir Path folder) {
        String model = folder.resolve("model.cvx").toString();
        List<String> arguments =
                new ArrayList<>(List.of("train", "digits", "--train-limit", "40", "--patch", "3", "--stride", "2"));
        arguments.addAll(List.of("--kernel", kernel.label(), "--map", map.label()));
        arguments.addAll(List.of("--radius", "10", "--gap", "5e-2", "--out", model));
        if (kernel == KernelFamily.GAUSSIAN) {
            arguments.addAll(List.of("--gamma", "0.2"));
        }
        if (map.hasCount()) {
            arguments.addAll(List.of("--features", "20"));
        }

        CommandLineRun training = CommandLineRun.of(arguments.toArray(String[]::new));
        CommandLineRun verification = CommandLineRun.of("verify", model, "digits");

        assertThat(training.code()).as(training.err()).isZero();
        assertThat(verification.code()).as(verification.err()).isZero();
        assertThat(CommandLineRun.of("inspect", model).out()).contains(kernel.label() + ", map " + map.label());
    }
}
