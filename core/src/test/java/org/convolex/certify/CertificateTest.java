package org.convolex.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateTest {
    private static final Pattern SHARE = Pattern.compile("At least ([0-9.]+) % of the attainable decrease .*");

    private static Certificate of(double nuclearNorm, double objective, double lowerBound) {
        return of(new NuclearNormBound(nuclearNorm, 10), objective, lowerBound);
    }

    private static Certificate of(Regularization regularization, double objective, double lowerBound) {
        return new Certificate(Scope.GIVEN_FEATURES, regularization, objective, 1, lowerBound, "problem", "point");
    }

    @Test
    void gapAndRelativeGap() {
        Certificate certificate = of(9, 0.25, 0.2);
        assertThat(certificate.gap()).isEqualTo(0.25 - 0.2);
        assertThat(certificate.relativeGap()).isEqualTo((0.25 - 0.2) / (1 - 0.2));
        assertThat(certificate.certifies(0.0626)).isTrue();
        assertThat(certificate.certifies(0.0624)).isFalse();
        assertThat(certificate.words())
                .isEqualTo(
                        "At least 93.75 % of the attainable decrease is attained: objective 0.250000, lower bound 0.200000; "
                                + Scope.GIVEN_FEATURES.words() + ".");
    }

    /** The number said is at most the share attained, exactly, and not needlessly far below it. */
    @Test
    void wordsNeverRoundUp() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 20_000; round++) {
            double objective = round % 3 == 0 ? random.nextInt(100_000) / 1e5 : Math.pow(10, random.nextDouble(-18, 0));
            if (round % 5 == 0) {
                objective = Math.nextUp(objective);
            }
            assertShareIsRoundedDown(of(9, objective, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-17, 1e-16, 1e-5, 1.0000000000000002e-5, 2.9999999999999997e-5, 0.5, 1, 0, 0.99999})
    void wordsNeverRoundUpAtTheEdges(double objective) {
        assertShareIsRoundedDown(of(9, objective, 0));
    }

    private static void assertShareIsRoundedDown(Certificate certificate) {
        Matcher matcher = SHARE.matcher(certificate.words());
        assertThat(matcher.matches()).as(certificate.words()).isTrue();
        BigDecimal said = new BigDecimal(matcher.group(1)).movePointLeft(2);
        BigDecimal attained = BigDecimal.ONE.subtract(new BigDecimal(certificate.relativeGap()));
        assertThat(said).as("relative gap %s", certificate.relativeGap()).isLessThanOrEqualTo(attained);
        assertThat(said.add(new BigDecimal("0.0000101"))).isGreaterThan(attained);
    }

    @ParameterizedTest
    @CsvSource({
        "10.000001, 0.5, 0.4, No claim: the nuclear norm 10.0000010 exceeds R = 10.0000000.",
        "NaN,       0.5, 0.4, No claim: the nuclear norm NaN exceeds R = 10.0000000.",
        "9,         0.4, 0.5, 'No claim: objective 0.400000000 and lower bound 0.500000000 contradict each other.'",
        "9,         NaN, 0.5, 'No claim: objective NaN and lower bound 0.500000000 contradict each other.'",
        "9,         0.5, NaN, 'No claim: objective 0.500000000 and lower bound NaN contradict each other.'",
        "9,         0.5, -Infinity, 'No claim: objective 0.500000000 and lower bound -Infinity contradict each other.'",
    })
    void claimsNothingWhenNumbersAreInTrouble(double nuclearNorm, double objective, double lowerBound, String words) {
        Certificate certificate = of(nuclearNorm, objective, lowerBound);
        assertThat(certificate.certifies(0.99)).isFalse();
        assertThat(certificate.words()).isEqualTo(words);
    }

    @Test
    void aModelWorseThanZeroHasAttainedNothing() {
        assertThat(of(9, 1.5, 0.5).words()).startsWith("At least 0 % of");
        assertThat(of(9, 1.5, 0.5).certifies(0.99)).isFalse();
    }

    @Test
    void certifiesOptimalityWhereNothingCanBeGained() {
        assertThat(of(0, 1, 1).certifies(1e-9)).isTrue();
        assertThat(of(0, 1, 1).words()).startsWith("At least 100 % of");
    }

    /** A penalty forbids nothing: only the numbers can be in trouble. */
    @Test
    void weightDecayIsKeptByEveryPoint() {
        assertThat(of(new WeightDecay(0.1), 0.25, 0.2).feasible()).isTrue();
        assertThat(of(new WeightDecay(0.1), 0.25, 0.2).words()).startsWith("At least 93.75 % of");
        assertThat(of(new WeightDecay(0.1), 0.2, 0.25).words()).startsWith("No claim: objective");
        assertThat(of(new WeightDecay(0.1), 0.2, 0.25).certifies(0.99)).isFalse();
    }
}
