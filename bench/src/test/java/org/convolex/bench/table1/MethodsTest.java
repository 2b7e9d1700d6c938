package org.convolex.bench.table1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every method learns the digits that are embedded, in a few steps: what guesses has an error of 0.9. */
class MethodsTest {
    @ParameterizedTest
    @EnumSource
    void backPropagationLearns(Architecture architecture) {
        BackPropagation method = new BackPropagation(architecture.name(), architecture);
        assumeTrue(
                method.missing().isEmpty(), () -> "skipped: " + method.missing().orElseThrow());
        try (Workers workers = new Workers(2)) {
            Task task = LargeDigits.task(workers);

            Outcome outcome = method.run(task);

            assertThat(outcome.testError()).isLessThan(0.4);
            assertThat(outcome.validError()).isLessThan(0.4);
            assertThat(outcome.secondsTuned()).isGreaterThan(outcome.secondsFinal());
            assertThat(method.run(task).testError()).isEqualTo(outcome.testError());
        }
    }

    @Test
    void theSupportVectorMachineLearns() {
        try (Workers workers = new Workers(2)) {
            Outcome outcome = new SupportVectorMachine().run(LargeDigits.task(workers));

            assertThat(outcome.testError()).isLessThan(0.1);
            assertThat(outcome.settings()).contains("C 10", "support vectors");
        }
    }
}
