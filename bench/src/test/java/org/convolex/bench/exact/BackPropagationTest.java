package org.convolex.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import org.convolex.bench.PyTorch;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.exact.ExactSettings;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackPropagationTest {

    @ParameterizedTest
    @EnumSource(BackPropagation.Method.class)
    void lowersTheProgramsObjective(BackPropagation.Method method) {
        assumeThat(PyTorch.available()).as("PyTorch for this platform").isTrue();
        Dataset digits = DataSources.open("digits").train().load(60);
        try (Workers workers = new Workers(1)) {
            NetworkProgram program =
                    Programs.of(digits, ExactSettings.defaults().withPatches(3, 1, 0, 1), 0.1, workers);
            BackPropagation.Run run = new BackPropagation(program, 8, 10, workers)
                    .run(method, method == BackPropagation.Method.ADAM ? 0.03 : 0.3, 1);

            assertThat(run.epochs()).isEqualTo(10);
            assertThat(run.objective())
                    .isLessThan(run.curve().get(0)[1] - 1)
                    .isEqualTo(program.objective(run.network(), workers));
            assertThat(run.curve()).hasSize(3);
        }
    }
}
