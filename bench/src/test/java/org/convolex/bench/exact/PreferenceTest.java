package org.convolex.bench.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convolex.certify.Certificate;
import org.convolex.certify.Scope;
import org.convolex.certify.WeightDecay;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.junit.jupiter.api.Test;

class PreferenceTest {
    private static final ImageShape IMAGE = new ImageShape(1, 4, 4);

    @Test
    void theSpectrumOfACosineIsItsPairOfFrequencies() {
        double[] cosine = new double[16];
        for (int i = 0; i < 16; i++) {
            cosine[i] = Math.cos(2 * Math.PI * (i % 4) / 4);
        }

        double[] spectrum = Preference.spectrum(cosine, 4, IMAGE);

        for (int f = 0; f < 16; f++) {
            assertThat(spectrum[f]).isCloseTo(f == 1 || f == 3 ? 8 : 0, within(1e-12));
        }
    }

    @Test
    void theTableCountsFiltersRankAndPairs() {
        double[] spectrum = new double[16];
        spectrum[1] = 1;
        spectrum[3] = 1;
        Preference preference = new Preference(
                Architecture.RELU_MAX,
                new Certificate(Scope.GLOBAL, new WeightDecay(0.5), 2, 4, 1.5, "", ""),
                List.of(new double[] {1, 0, 0, 0}, new double[] {0, 1, 0, 0}, new double[] {-1, 0, 0, 0}),
                List.of(3.0, 2.0, 1.0),
                2,
                spectrum,
                1.25,
                0.05);

        assertThat(BiasReport.markdown(List.of(preference)))
                .endsWith("| relu-max | 0.500 | 3 | 2 | 1 | 2.0000 | 2.0e-01 | 1.3 | 5.00 % |\n");
        assertThat(BiasReport.png(List.of(preference))).hasSizeGreaterThan(1000);
    }
}
