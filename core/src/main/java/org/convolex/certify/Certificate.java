package org.convolex.certify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Optional;
import org.convolex.optim.RelativeGap;

/**
 * How far a point can be from the best of its program: computed by a certifier in double precision, from the program and
 * the point alone.
 *
 * @param scope over what the lower bound holds
 * @param regularization what keeps the weights small, and whether the point keeps it
 * @param objective f at the point
 * @param zeroObjective f(0)
 * @param lowerBound no feasible point has an objective below this
 * @param problemHash names the program: data, loss, regularization, and what else it is made of
 * @param pointHash names the point
 */
public record Certificate(
        Scope scope,
        Regularization regularization,
        double objective,
        double zeroObjective,
        double lowerBound,
        String problemHash,
        String pointHash) {

    /** {@code objective - lowerBound}: the objective is at most this far above the optimum. */
    public double gap() {
        return objective - lowerBound;
    }

    /** The share of the attainable decrease that may be missing; see {@link RelativeGap}. */
    public double relativeGap() {
        return RelativeGap.of(objective, lowerBound, zeroObjective);
    }

    /** Whether the point keeps the constraint, if there is one. */
    public boolean feasible() {
        return regularization.feasible();
    }

    /** Whether the numbers contradict each other: not finite, or an objective below its own lower bound. */
    public boolean numericalTrouble() {
        return !Double.isFinite(objective) || !Double.isFinite(lowerBound) || gap() < 0;
    }

    /** Whether this certifies a relative gap of {@code asked} or less: feasible, no trouble, and near enough. */
    public boolean certifies(double asked) {
        return feasible() && !numericalTrouble() && relativeGap() <= asked;
    }

    /** The claim in one sentence. */
    public String words() {
        Optional<String> violation = regularization.violation();
        if (violation.isPresent()) {
            return "No claim: " + violation.get() + ".";
        }
        if (numericalTrouble()) {
            return String.format(
                    Locale.ROOT,
                    "No claim: objective %.9g and lower bound %.9g contradict each other.",
                    objective,
                    lowerBound);
        }
        // Rounded down, and exactly, as 1 - 1e-17 is 1 in double precision: a certificate never overstates.
        BigDecimal missing = new BigDecimal(Math.min(1, relativeGap())).setScale(5, RoundingMode.CEILING);
        BigDecimal share = BigDecimal.ONE.subtract(missing).movePointRight(2);
        return String.format(
                Locale.ROOT,
                "At least %s %% of the attainable decrease is attained: objective %.6g, lower bound %.6g; %s.",
                share.stripTrailingZeros().toPlainString(),
                objective,
                lowerBound,
                scope.words());
    }
}
