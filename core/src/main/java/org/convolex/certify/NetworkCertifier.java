package org.convolex.certify;

import java.util.Arrays;
import java.util.List;
import org.convolex.hash.Sha256;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;

/**
 * Certifies a network against every network of its architecture, of any width, from the program and the neurons alone.
 *
 * <p>Scores f give the dual point {@code V = -grad L(f)}. If no filter of norm 1 has a pull {@code |phi(u)^T V|_F} above p, then
 * t V keeps the dual constraint for t up to beta / p, and {@code max over such t of -L*(-t V)} is a lower bound by weak
 * duality, however V was found. p is bounded by {@link DualNormBound}: the scope is GLOBAL because the maximum over filters was
 * bounded, not sampled.
 *
 * <p>A network whose scores are all zero is the best one if p is at most beta: then V itself keeps the constraint, and its dual
 * objective is L(0) by the equality of Fenchel and Young, where the dual objective is largest, so that rounding V costs nothing.
 */
public final class NetworkCertifier {
    /** Sums of n terms round by less than n times this share of their size. */
    private static final double ROUNDING = 4 * Math.ulp(1.0);

    /** A share of beta that is below it after two roundings. */
    private static final double INSIDE = 1 - 4 * Math.ulp(1.0);

    private static final int GOLDEN_STEPS = 100;
    private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

    private NetworkCertifier() {}

    /**
     * The certificate of a network.
     *
     * @param effort for the bound on pulls
     * @param problemHash names data, architecture, loss and beta
     */
    public static Certificate certify(
            NetworkProgram program, List<Neuron> network, BoundEffort effort, String problemHash, Workers workers) {
        double[] scores = program.scores(network, workers);
        double[] dual = program.dualPoint(scores);
        double zero = program.zeroObjective();
        boolean silent = Arrays.stream(scores).allMatch(score -> score == 0);
        // a silent network is optimal if no pull is above beta, not even by the tolerance
        double target = silent ? INSIDE * program.beta() / (1 + effort.tolerance()) : program.beta();
        DualNormBound bound = DualNormBound.of(program, dual, target, effort, workers);
        return new Certificate(
                Scope.GLOBAL,
                new WeightDecay(program.beta()),
                program.fit(scores) + program.penalty(network),
                zero,
                silent && bound.upper() <= program.beta() ? zero : lowerBound(program, dual, bound.upper(), zero),
                problemHash,
                hash(network));
    }

    /** The largest dual objective over the multiples of a dual point that keep the constraint, less its rounding. */
    static double lowerBound(NetworkProgram program, double[] dual, double pull, double zeroObjective) {
        if (!(pull > 0)) {
            return program.dualObjective(dual, 1) - slack(program, zeroObjective);
        }
        double low = 0;
        double high = Math.min(2, program.beta() / pull);
        double best = Math.max(0, program.dualObjective(dual, high)); // losses are at least 0
        for (int step = 0; step < GOLDEN_STEPS; step++) {
            double left = high - GOLDEN * (high - low);
            double right = low + GOLDEN * (high - low);
            double atLeft = program.dualObjective(dual, left);
            double atRight = program.dualObjective(dual, right);
            best = Math.max(best, Math.max(atLeft, atRight));
            if (atLeft < atRight) {
                low = left;
            } else {
                high = right;
            }
        }
        return Math.max(0, best - slack(program, zeroObjective));
    }

    private static double slack(NetworkProgram program, double zeroObjective) {
        return ROUNDING * program.samples() * program.outputs() * zeroObjective;
    }

    /** SHA-256 over all filters and weights. */
    static String hash(List<Neuron> network) {
        Sha256 sum = new Sha256();
        for (Neuron neuron : network) {
            sum.doubles(neuron.filter()).doubles(neuron.weights());
        }
        return sum.hex();
    }
}
