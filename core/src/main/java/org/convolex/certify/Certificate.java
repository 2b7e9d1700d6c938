package org.convolex.certify;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.convolex.optim.RelativeGap;

/**
 * How far a point can be from the best of its program: computed by a certifier in double precision, from the program and
 * the point alone.
 *
 * @param scope over what the lower bound holds
 * @param radius R, the bound on the nuclear norm
 * @param nuclearNorm an upper bound on the point's nuclear norm
 * @param objective f(A)
 * @param zeroObjective f(0)
 * @param lowerBound no feasible point has an objective below this
 * @param problemHash names data, features, loss and radius
 * @param pointHash names the point
 */
public record Certificate(
        Scope scope,
        double radius,
        double nuclearNorm,
        double objective,
        double zeroObjective,
        double lowerBound,
        String problemHash,
        String pointHash) {

    /** f(A) - lowerBound: the objective is at most this far above the optimum. */
    public double gap() {
        return objective - lowerBound;
    }

    /** The share of the attainable decrease that may be missing; see {@link RelativeGap}. */
    public double relativeGap() {
        return RelativeGap.of(objective, lowerBound, zeroObjective);
    }

    /** Whether the point keeps the constraint. */
    public boolean feasible() {
        return nuclearNorm <= radius;
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
        if (!feasible()) {
            return String.format(Locale.ROOT, "No claim: the nuclear norm %.9g exceeds R = %.9g.", nuclearNorm, radius);
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
