package org.convolex.bench.relaxation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.convolex.bench.ReproduceRun;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class RotationTest {

    @Test
    void turnsCounterClockwise() {
        float[] image = new float[25];
        image[2 * 5 + 4] = 1; // right of the centre

        assertThat(RotatedDigits.turned(image, 5, Math.PI / 2)[2]).isCloseTo(1, within(1e-12));
        assertThat(RotatedDigits.turned(image, 5, 0)[14]).isEqualTo(1);
    }

    @Test
    void ridgeFindsWeightsAndConstant() {
        SplittableRandom random = new SplittableRandom(1);
        double[][] features = new double[50][];
        double[] targets = new double[50];
        for (int i = 0; i < 50; i++) {
            features[i] = Planted.normal(random, 3);
            targets[i] = 2 * features[i][0] - features[i][2] + 5;
        }
        try (Workers workers = new Workers(1)) {
            Ridge ridge = new Ridge.Normal(features, targets, workers).fit(1e-12);

            assertThat(ridge.constant()).isCloseTo(5, within(1e-8));
            assertThat(ridge.weights()).containsExactly(new double[] {2, 0, -1}, within(1e-8));
        }
    }

    @Test
    void refusesBadInput() {
        ReproduceRun few = ReproduceRun.of("rotation", "--data", "digits", "--images", "3");
        assertThat(few.code()).isEqualTo(2);
        assertThat(few.err()).startsWith("convolex: --images: ").hasLineCount(1);

        ReproduceRun small = ReproduceRun.of("rotation", "--data", "digits");
        assertThat(small.code()).isEqualTo(2);
        assertThat(small.err()).startsWith("convolex: --data digits: ").hasLineCount(1);
    }
}
