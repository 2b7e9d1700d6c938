package org.convolex.certify;

import java.util.Arrays;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * Bounds {@code sum_s v_s phi_s(u)} over a box of filters, for networks of one position and one output.
 *
 * <p>A response with the same active piece all over the box is linear there. Where pieces change, a positive v is covered by
 * the chord over the box, or all of them together by the inequality of Cauchy and Schwarz; under a negative v any mixture of
 * two pieces lies below the larger, and {@link LeastDualNorm} takes the mixture that serves best. So a maximum in the kink
 * between two cells is bounded without further cuts, and, as near hyperplanes are inequalities of the box too, the bound on a box
 * within one cell is at most the maximum over that cell.
 *
 * <p>Cost of a bound: O(n K h), times h where many responses change.
 */
final class ScalarRelaxation implements BoxRelaxation {
    /** Shares of sum |v| |x|, times the dimension: more than sums of this length, and turning to principal axes, round by. */
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    /** Times its own range over the box: hyperplanes farther from the box than this do not help to bound it. */
    private static final double NEAR = 4;

    private final NetworkProgram program;
    private final PatchRows rows;
    private final double[] dual;
    private final int dimension;
    private final double slack;

    /** @param dual V, one number a sample; the bound is on its own sign only */
    ScalarRelaxation(NetworkProgram program, double[] dual) {
        this.program = program;
        this.rows = program.rows();
        this.dual = dual;
        this.dimension = rows.dimension();
        double sum = 0;
        for (int s = 0; s < rows.samples(); s++) {
            for (int k = 0; k < rows.patches(); k++) {
                sum += Math.abs(dual[s]) * Math.sqrt(rows.squaredNorm(s * rows.patches() + k));
            }
        }
        double smallest = Arrays.stream(program.norm().weights()).min().orElseThrow();
        this.slack = ROUNDING * dimension * sum / smallest;
    }

    @Override
    public BoxBound bound(FilterBox box, double enough) {
        Work work = new Work(box, enough - slack);
        for (int s = 0; s < rows.samples(); s++) {
            if (dual[s] == 0) {
                continue;
            }
            if (program.pooling().reduction() == Reduction.MAX) {
                work.addMaximum(s);
            } else {
                for (int k = 0; k < rows.patches(); k++) {
                    work.addRectified(s * rows.patches() + k, dual[s]);
                }
            }
        }
        return work.finish();
    }

    /** One box. */
    private final class Work {
        private final FilterBox box;
        private final BoxReach reach;
        /** What is certain, and the chords of what is not. */
        private final double[] slope = new double[dimension];
        /** What is certain, and half of what is not: the linear part of max(0, t) = t / 2 + |t| / 2. */
        private final double[] halves = new double[dimension];

        private final double[] crowd = new double[dimension * dimension];
        private double crowdWeight;
        private double constant;
        private double halvesConstant;
        private final double[] importance = new double[dimension];
        private final LeastDualNorm least;

        Work(FilterBox box, double enough) {
            this.box = box;
            this.reach = new BoxReach(box);
            this.least = new LeastDualNorm(program.norm(), slope, enough);
        }

        void addRectified(int row, double v) {
            reach.of(rows.values(), row * dimension);
            if (reach.low() >= 0) {
                certain(row, v);
                addNearSide(row, 1, reach.low());
            } else if (reach.high() <= 0) {
                addNearSide(row, -1, -reach.high());
            } else {
                double[] difference = new double[dimension];
                rows.addTo(difference, 1, row);
                changing(difference, v, reach.low(), reach.high());
            }
        }

        /** The hyperplane of a response that keeps its sign all over the box, as an inequality of the box's cone. */
        private void addNearSide(int row, int sign, double distance) {
            if (distance <= NEAR * (reach.high() - reach.low())) {
                int at = least.add(Double.POSITIVE_INFINITY);
                for (int i = 0; i < dimension; i++) {
                    least.vectors()[at + i] = sign * rows.values()[row * dimension + i];
                }
            }
        }

        /** max(0, the largest response of a sample): pieces that are nowhere the largest drop out. */
        void addMaximum(int sample) {
            int patches = rows.patches();
            double[] lows = new double[patches];
            double[] highs = new double[patches];
            double floor = 0;
            for (int k = 0; k < patches; k++) {
                reach.of(rows.values(), (sample * patches + k) * dimension);
                lows[k] = reach.low();
                highs[k] = reach.high();
                floor = Math.max(floor, lows[k]);
            }
            int first = -1; // none: the zero piece
            int pieces = floor > 0 ? 0 : 1;
            double firstCentre = floor > 0 ? Double.NEGATIVE_INFINITY : 0;
            for (int k = 0; k < patches; k++) {
                double centre = (lows[k] + highs[k]) / 2;
                if (highs[k] >= floor && highs[k] > 0) {
                    pieces++;
                    if (centre > firstCentre) {
                        first = k;
                        firstCentre = centre;
                    }
                }
            }
            double v = dual[sample];
            if (first >= 0) {
                certain(sample * patches + first, v);
            }
            if (pieces > 1) {
                addOthers(sample, first, highs, floor);
            }
        }

        /** What the other pieces add to the first one. */
        private void addOthers(int sample, int first, double[] highs, double floor) {
            int patches = rows.patches();
            double v = dual[sample];
            double most = 0;
            double[] nearest = new double[dimension];
            double nearestLow = 0;
            double nearestCentre = Double.NEGATIVE_INFINITY;
            int others = 0;
            for (int k = first >= 0 && floor <= 0 ? -1 : 0; k < patches; k++) {
                if (k == first || (k >= 0 && (highs[k] < floor || highs[k] <= 0))) {
                    continue;
                }
                double[] difference = new double[dimension];
                if (k >= 0) {
                    rows.addTo(difference, 1, sample * patches + k);
                }
                if (first >= 0) {
                    rows.addTo(difference, -1, sample * patches + first);
                }
                reach.of(difference, 0);
                if (reach.high() <= 0) {
                    continue;
                }
                others++;
                most = Math.max(most, reach.high());
                if (reach.centre() > nearestCentre) {
                    nearestCentre = reach.centre();
                    nearestLow = reach.low();
                    nearest = difference;
                }
            }
            if (others == 1 || (others > 1 && v < 0)) {
                changing(nearest, v, nearestLow, most);
            } else if (others > 1) {
                constant += v * most;
                halvesConstant += v * most;
                weigh(nearest, v);
            }
        }

        private void certain(int row, double v) {
            rows.addTo(slope, v, row);
            rows.addTo(halves, v, row);
        }

        /** v max(0, x.u) for a response between {@code from} below 0 and {@code to} above 0. */
        private void changing(double[] x, double v, double from, double to) {
            weigh(x, v);
            if (v < 0) {
                int at = least.add(1);
                for (int i = 0; i < dimension; i++) {
                    least.vectors()[at + i] = v * x[i];
                }
                return;
            }
            if (from >= 0) {
                for (int i = 0; i < dimension; i++) {
                    slope[i] += v * x[i];
                    halves[i] += v * x[i];
                }
                return;
            }
            double share = to / (to - from);
            constant -= v * share * from;
            crowdWeight += v;
            for (int i = 0; i < dimension; i++) {
                slope[i] += v * share * x[i];
                halves[i] += v / 2 * x[i];
                for (int j = 0; j <= i; j++) {
                    crowd[i * dimension + j] += v * x[i] * x[j];
                }
            }
        }

        private void weigh(double[] x, double v) {
            for (int i = 0; i < dimension; i++) {
                importance[i] += Math.abs(v * x[i]);
            }
        }

        BoxBound finish() {
            double[] sameButHalves = halves.clone();
            slope[box.face()] += constant * box.sign(); // a constant is a multiple of the held coordinate
            sameButHalves[box.face()] += halvesConstant * box.sign();
            if (program.norm().groups() == 1) {
                addSides();
            }
            double[] shortest = least.solve();
            double upper = program.norm().dual(shortest);
            upper = Math.min(upper, overTheBox(least.bounded()));
            if (crowdWeight > 0 && program.norm().groups() == 1) {
                upper = Math.min(upper, byCauchySchwarz(sameButHalves, shortest));
            }
            return new BoxBound(upper + slack + least.rounding(), shortest, reach.widest(importance, slack));
        }

        /** The largest a.u over the box by the smallest N(u): on a small box, however far a points away from it. */
        private double overTheBox(double[] vector) {
            double largest = 0;
            for (int i = 0; i < dimension; i++) {
                largest += vector[i] * reach.middle()[i] + Math.abs(vector[i]) * reach.half()[i];
            }
            return Math.max(0, largest) / program.norm().of(box.nearest());
        }

        /** The box's sides as inequalities y.u >= 0 of its cone. */
        private void addSides() {
            int face = box.face();
            for (int i = 0; i < dimension; i++) {
                if (i != face) {
                    int below = least.add(Double.POSITIVE_INFINITY);
                    least.vectors()[below + i] = 1;
                    least.vectors()[below + face] = -box.low()[i] * box.sign();
                    int above = least.add(Double.POSITIVE_INFINITY);
                    least.vectors()[above + i] = -1;
                    least.vectors()[above + face] = box.high()[i] * box.sign();
                }
            }
        }

        /**
         * {@code sum v |x.u| <= sqrt(sum v) sqrt(u^T (sum v x x^T) u)} for what changes with a positive v. The mixtures of the
         * negative ones and the sides stay as they were found for the chords: any will do.
         */
        private double byCauchySchwarz(double[] linear, double[] shortest) {
            double[] vector = new double[dimension];
            double sum = 0;
            for (int i = 0; i < dimension; i++) {
                vector[i] = linear[i] + shortest[i] - slope[i];
                sum += vector[i] * vector[i];
                for (int j = 0; j < i; j++) {
                    crowd[j * dimension + i] = crowd[i * dimension + j];
                }
            }
            double spread = Math.sqrt(crowdWeight * SpectralBound.ofLargestEigenvalue(crowd, dimension));
            return Math.sqrt(sum) + spread / 2 / program.norm().weights()[0];
        }
    }
}
