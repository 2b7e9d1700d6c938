package org.convolex.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.Assertions;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class TargetsTest {

    @Test
    void classesBecomeIndicatorRows() {
        Targets targets = Targets.ofClasses(new int[] {2, 0}, 3);
        assertThat(targets.values()).containsExactly(0, 0, 1, 1, 0, 0);
        assertThat(targets.samples()).isEqualTo(2);
        assertThat(targets.value(0, 2)).isEqualTo(1);
        assertThat(targets.value(1, 2)).isZero();
    }

    @Test
    void labelsAndRowsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> Targets.ofClasses(new int[] {0, 3}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Targets: label 3 of sample 1 is not in 0..2");
        assertThatThrownBy(() -> Targets.ofClasses(new int[] {-1}, 3))
                .hasMessage("Targets: label -1 of sample 0 is not in 0..2");
        assertThatThrownBy(() -> new Targets(3, new float[7]))
                .hasMessage("Targets: 7 values are not rows of 3 outputs");
        assertThatThrownBy(() -> new Targets(0, new float[7]))
                .hasMessage("Targets: 7 values are not rows of 0 outputs");
    }

    @Test
    void aProgramNeedsAsManyTargetsAsSamples() {
        StoredSamples samples = StoredSamples.of(new float[6], 1, 2);
        for (int count : new int[] {0, 2, 4}) {
            assertThatThrownBy(() -> new NuclearNormProgram(
                            samples, new Targets(1, new float[count]), new SquaredLoss(), new NuclearNormBall(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("NuclearNormProgram: 3 samples but " + count + " targets");
        }
    }

    @Test
    void theSlopeAtZeroIsTheSupportOfTheFirstGradient() {
        TestProgram test = TestProgram.planted(1, 50, 2, 5, 3, true, 4);
        try (Workers workers = new Workers(1)) {
            double slope = 4 * NaiveNuclearNorm.spectral(test.gradient(new double[test.pointLength()]), 5);
            assertThat(test.program().slopeAtZero(workers)).isCloseTo(slope, Assertions.within(1e-5 * slope));
            assertThat(test.program().zeroObjective()).isCloseTo(Math.log(3), Assertions.within(1e-14));
        }
    }
}
