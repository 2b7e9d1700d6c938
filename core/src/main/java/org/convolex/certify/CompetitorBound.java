package org.convolex.certify;

import java.util.Arrays;
import java.util.List;
import org.convolex.linalg.Vectors;
import org.convolex.network.PatchRows;

/**
 * The best lower bound so far on the objective of every competitor of a filter, as {@link RelaxationCertifier} derives it from
 * weights u and slopes t. Not safe for use from several threads.
 */
final class CompetitorBound {
    /** Competitors are at most so many times as long as the filter. */
    private static final double REACH = 100;

    /** A gap of this share of the objective's terms is rounding. */
    private static final double TIGHT = 1e-11;

    private final RelaxedPoint point;
    private final double excess;
    private final double outside;
    private final double radius;
    private double lowerBound = Double.NEGATIVE_INFINITY;
    private double missing = 1;

    CompetitorBound(RelaxedPoint point) {
        this.point = point;
        this.excess = point.program().slack() ? 0 : point.program().excess(point.outputs());
        this.outside = point.program().region().distance(point.filter());
        this.radius = REACH * (point.length() > 0 ? point.length() : usualLength());
    }

    /** The length of filters whose outputs have the size of the targets. */
    private double usualLength() {
        double longest = Arrays.stream(point.sampleLengths()).max().orElse(0);
        return longest > 0 ? Math.max(point.program().largestTarget(), Double.MIN_NORMAL) / longest : 1;
    }

    /** By how much competitors may exceed their targets: as much as the filter does. */
    double excess() {
        return excess;
    }

    /** How far competitors may lie from the constraint set: as far as the filter does. */
    double outside() {
        return outside;
    }

    /** How long competitors are at most. */
    double radius() {
        return radius;
    }

    double lowerBound() {
        return lowerBound;
    }

    /** The least length of b - c so far, as a share of that of b. */
    double missing() {
        return missing;
    }

    /** Whether what is left between the bound and an objective is rounding. */
    boolean tight(double objective) {
        return objective - lowerBound <= TIGHT * (Vectors.length(point.pull()) * point.length());
    }

    /**
     * Bounds all competitors from below, and keeps the bound if it is the best.
     *
     * @param shares of samples in c
     * @param normal of the constraint set, the part of b - c that is the set's
     */
    void improve(List<SampleShare> shares, double[] normal) {
        RelaxedProgram program = point.program();
        PatchRows rows = point.rows();
        double[] rest = point.pull().clone();
        double cost = 0;
        double costSize = 0;
        double pullSize = Vectors.length(point.pull());
        for (SampleShare share : shares) {
            double weight = share.weight();
            double price = 0;
            for (int j = 0; j < share.slopes().length; j++) {
                int row = share.sample() * rows.patches() + j;
                double slope = share.slopes()[j];
                price += point.activation().conjugate(slope);
                if (slope != 0) {
                    rows.addTo(rest, -weight * slope, row);
                    pullSize += weight * Math.abs(slope) * point.lengths()[row];
                }
            }
            double target = point.target(share.sample());
            double squares = program.slack() ? weight * weight / 2 : 0;
            cost += weight * (target + excess + price) + squares;
            costSize += weight * (Math.abs(target) + excess + Math.abs(price)) + squares;
        }
        double[] other = rest.clone();
        Vectors.addTo(other, -1, normal);
        double all = Vectors.length(rest);
        double most = Math.min(radius * all, program.region().support(rest) + outside * all);
        most = Math.min(
                most,
                program.region().support(normal) + outside * Vectors.length(normal) + radius * Vectors.length(other));
        double terms = (double) shares.size() * rows.patches() + rest.length + 16;
        double rounding = terms * Math.ulp(1.0) * (costSize + radius * pullSize + Math.abs(most));
        double bound = -most - cost - rounding;
        if (bound > lowerBound) {
            lowerBound = bound;
        }
        missing = Math.min(missing, Vectors.length(other) / Vectors.length(point.pull()));
    }
}
