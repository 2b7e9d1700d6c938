package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KernelChoiceTest {

    @Test
    void picksSimdWithoutAdviceWhereTheModuleIsPresent() {
        Kernels kernels = KernelChoice.choose("");
        assertThat(kernels.description()).startsWith("simd-");
        assertThat(kernels.advice()).isEmpty();
    }

    @Test
    void obeysThePropertyAndSaysSo() {
        assertThat(KernelChoice.choose("simd").description()).startsWith("simd-");
        assertThat(KernelChoice.choose("scalar").description()).isEqualTo("scalar");
        assertThat(KernelChoice.choose("scalar").advice()).contains("-Dconvolex.kernels=scalar");
    }

    @Test
    void rejectsAnUnknownValueOfTheProperty() {
        assertThatThrownBy(() -> KernelChoice.choose("smid"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("smid");
    }

    @Test
    void fallsBackToScalarWithAdviceWhereTheModuleIsMissing() throws Exception {
        assertThat(outputWithoutModule())
                .contains("scalar|scalar kernels: start java with --add-modules jdk.incubator.vector for SIMD");
    }

    @Test
    void refusesSimdWhereTheModuleIsMissing() throws Exception {
        assertThat(outputWithoutModule("-Dconvolex.kernels=simd"))
                .contains("no SIMD kernels: start java with --add-modules jdk.incubator.vector");
    }

    private static String outputWithoutModule(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), PrintChoice.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    /** Runs in a JVM of its own. */
    static final class PrintChoice {
        private PrintChoice() {}

        public static void main(String[] arguments) {
            System.out.println(
                    Kernels.best().description() + "|" + Kernels.best().advice());
        }
    }
}
