package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.convolex.convotron.GeneratedStream.Distribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AssumptionReportTest {
    private static final Windows WINDOWS = Windows.ofSignals(26, 8, 6);

    @ParameterizedTest
    @EnumSource(Distribution.class)
    void thePapersInputsHoldAllOfThem(Distribution distribution) {
        GeneratedStream stream = new GeneratedStream(Planted.network(WINDOWS, 0, 1), distribution, 0, 2);

        AssumptionReport report = AssumptionReport.of(stream, WINDOWS, 1000, 3);

        assertThat(report.allHold()).isTrue();
        assertThat(report.text()).hasLineCount(4).doesNotContain("FAILS");
        assertThat(report.covarianceDistance()).isLessThan(1.5 * report.expectedDistance());
    }

    /** Under symmetry, p-values are spread over 0 to 1; here fewer than a tenth of them are to be below 0.05. */
    @Test
    void symmetricSamplesAreSeldomRejected() {
        int rejected = 0;
        for (int seed = 0; seed < 40; seed++) {
            GeneratedStream stream = Planted.gaussian(Planted.network(WINDOWS, 0, 1), seed);
            Samples samples = new Samples(26, 60);
            stream.read(60, samples);
            double[][] rows = new double[60][26];
            for (int b = 0; b < 60; b++) {
                samples.get(b, rows[b]);
            }
            rejected += SignFlips.pValue(rows, seed) < 0.05 ? 1 : 0;
        }
        assertThat(rejected).isLessThanOrEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({"0.2, false, 0", "0, true, 0"})
    void asymmetryIsSeen(double mean, boolean skewed, double mixing) {
        AssumptionReport report = AssumptionReport.of(new Mixed(26, mean, skewed, mixing), WINDOWS, 600, 1);

        assertThat(report.symmetry()).isLessThan(0.01);
        assertThat(report.findings().get(0).holds()).isFalse();
        assertThat(report.text())
                .contains("FAILS  x and -x are distributed alike: p = 0.00")
                .contains("lemma 4.1 fails");
    }

    @Test
    void correlationIsSeen() {
        AssumptionReport report = AssumptionReport.of(new Mixed(26, 0, false, 0.8), WINDOWS, 1000, 1);

        assertThat(report.findings().get(0).holds()).isTrue();
        assertThat(report.findings().get(1).holds()).isFalse();
        assertThat(report.text()).contains("FAILS  the covariance is the identity");
        assertThat(report.covarianceDistance()).isBetween(1.5, 3.5);
    }

    @Test
    void oneSampleIsTooFew() {
        assertThatThrownBy(() -> AssumptionReport.of(new Mixed(26, 0, false, 0), WINDOWS, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("AssumptionReport: needs at least 2 samples, got 1");
    }
}
