package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;

class WhiteningTest {
    private static final int INPUTS = 6;

    /** What the fitted samples themselves become. */
    @Test
    void theSamplesItWasFittedToAreWhite() {
        Whitening whitening = Whitening.fit(new Mixed(INPUTS, 100, true, 0.8), 500);
        Moments moments = Moments.of(whitening.apply(new Mixed(INPUTS, 100, true, 0.8)), 500);

        for (int i = 0; i < INPUTS; i++) {
            assertThat(moments.mean()[i]).isCloseTo(0, within(1e-9));
            for (int j = 0; j < INPUTS; j++) {
                assertThat(moments.covariance()[i * INPUTS + j]).isCloseTo(i == j ? 1 : 0, within(1e-8));
            }
        }
        assertThat(whitening.report().text())
                .startsWith("whitened by 500 samples: variances of directions from ")
                .doesNotContain("left out");
    }

    @Test
    void directionsThatDoNotVaryAreLeftOut() {
        SampleStream constant = new SampleStream() {
            private final Mixed mixed = new Mixed(2, 0, false, 0);

            @Override
            public int inputs() {
                return 3;
            }

            @Override
            public void read(int wanted, Samples samples) {
                Samples two = new Samples(2, wanted);
                mixed.read(wanted, two);
                double[] x = new double[2];
                for (int b = 0; b < wanted; b++) {
                    two.get(b, x);
                    samples.set(b, new double[] {x[0], 4, x[1]}, 3, 0);
                }
                samples.setCount(wanted);
            }
        };

        Whitening whitening = Whitening.fit(constant, 20);

        assertThat(whitening.report().left()).isEqualTo(1);
        assertThat(whitening.report().text())
                .contains("1 of 3 directions hardly vary and are left out")
                .contains("20 samples are few for 3 directions");
    }

    @Test
    void whatDoesNotVaryAtAllIsRefused() {
        SampleStream same = new Zeros();

        assertThatThrownBy(() -> Whitening.fit(same, 10))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("all of 10 samples are the same: there is nothing to whiten");
        assertThatThrownBy(() -> Whitening.fit(same, 1)).isInstanceOf(IllegalArgumentException.class);
        Whitening other = Whitening.fit(new Mixed(INPUTS, 0, false, 0), 50);
        assertThatThrownBy(() -> other.apply(same)).hasMessage("Whitening: fitted to samples of 6 numbers, got 2");
    }

    private static final class Zeros implements SampleStream {
        @Override
        public int inputs() {
            return 2;
        }

        @Override
        public void read(int wanted, Samples samples) {
            samples.setCount(wanted);
        }
    }
}
