package org.convolex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RealTargets;
import org.junit.jupiter.api.Test;

class RealOutputsTest {
    private static final ImageShape PIXEL = new ImageShape(1, 1, 1);

    private static Dataset images(double... targets) {
        double[][] rows = new double[targets.length][1];
        for (int i = 0; i < rows.length; i++) {
            rows[i][0] = targets[i];
        }
        return Dataset.ofTargets(PIXEL, new float[targets.length][1], rows, List.of("y"));
    }

    private static RealOutputs fit(Dataset images, double... weights) {
        return (RealOutputs) Outputs.of(images, weights);
    }

    @Test
    void meanAndStandardDeviationByHand() {
        RealOutputs outputs = fit(images(2, 4, 4, 4, 5, 5, 7, 9));
        assertThat(outputs.means()).containsExactly(5);
        assertThat(outputs.scales()).containsExactly(new double[] {2}, within(1e-15));
    }

    @Test
    void weightsCountAsRepetitions() {
        RealOutputs outputs = fit(images(2, 4, 5, 7, 9, 1e9), 1, 3, 2, 1, 1, 0);
        assertThat(outputs.means()).containsExactly(new double[] {5}, within(1e-14));
        assertThat(outputs.scales()).containsExactly(new double[] {2}, within(1e-14));
    }

    /** Encoded targets have mean 0 and variance 1, whatever their unit, and scores of that size predict them. */
    @Test
    void anyUnitIsTakenOff() {
        SplittableRandom random = new SplittableRandom(1);
        for (double unit : new double[] {1e-300, 1e-9, 1, 1e9, 1e99}) {
            double[] targets = random.doubles(50).map(u -> unit * (u + 3)).toArray();
            RealOutputs outputs = fit(images(targets));
            RealTargets encoded = outputs.encode(images(targets)).targets();
            double sum = 0;
            double squares = 0;
            float[] scores = new float[50];
            for (int i = 0; i < 50; i++) {
                sum += encoded.value(i, 0);
                squares += encoded.value(i, 0) * encoded.value(i, 0);
                scores[i] = (float) encoded.value(i, 0);
            }
            assertThat(sum / 50).isCloseTo(0, within(1e-12));
            assertThat(squares / 50).isCloseTo(1, within(1e-12));
            double[] values = outputs.values(scores);
            for (int i = 0; i < 50; i++) {
                assertThat(values[i]).isCloseTo(targets[i], within(1e-6 * unit));
            }
        }
    }

    @Test
    void refusesWhatCannotBeStandardized() {
        assertThatThrownBy(() -> fit(images(3, 3, 3)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("target 'y' is 3.0 for all training images that count, of 3: there is nothing to learn");
        assertThatThrownBy(() -> fit(images(3, 3, 4), 1, 1, 0)).hasMessageStartingWith("target 'y' is 3.0 for all");
        assertThatThrownBy(() -> fit(images(3, 4), 0, 0))
                .hasMessage("the weights of 2 images must have a finite sum > 0, got 0.0");
        assertThatThrownBy(() -> fit(images(0, 1)).encode(images(1, 1e7)))
                .hasMessage("image 1: target 'y' is 1.0E7, more than 1000000.0 standard deviations of 0.5 from the mean"
                        + " 0.5");
        assertThatThrownBy(() -> new RealOutputs(List.of("y"), new double[] {0}, new double[] {0}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("target 'y': mean 0.0, scale 0.0: must be finite, the scale > 0");
        assertThatThrownBy(() -> fit(images(0, 1)).encode(Dataset.unlabelled(PIXEL, new float[1][1])))
                .hasMessage("the images have no targets");
    }
}
