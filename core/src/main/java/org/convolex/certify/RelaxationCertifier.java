package org.convolex.certify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.hash.Sha256;
import org.convolex.linalg.PositiveDefinite;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;
import org.jspecify.annotations.Nullable;

/**
 * Certifies a filter against every other one in the convex program of its direction, from program and filter alone.
 *
 * <p>A line of slope t lies below sigma after its conjugate sigma*(t) has been taken off. So for any u &gt;= 0 and any slopes t_ij,
 * every competitor w has {@code (f_i(w) - y_i)_+^2 / 2 >= u_i (f_i(w) - y_i) - u_i^2 / 2}, without slack {@code 0 >= u_i (f_i(w)
 * - y_i)}, and therefore
 *
 * <pre>
 *   objective(w) >= -max_w (b - c).w - sum_i u_i (y_i + sum_j sigma*(t_ij)) [ - sum_i u_i^2 / 2 ],
 *   c = sum_i u_i sum_j t_ij x_ij,     b = r, with slack beta r
 * </pre>
 *
 * <p>whatever u and t are. The maximum over competitors is that over the constraint set and over filters up to a norm, of which the
 * two parts of b - c choose one each. Good u and t come from the filter: t_ij is the slope at its response, anything between both
 * slopes where that is a kink; u_i is what the output exceeds the target by, or without slack the nonnegative least squares {@code
 * min |sum_i u_i a_i - r|} over {@code a_i = sum_j t_ij x_ij} of the samples that meet their targets. That this comes to zero is
 * the paper's condition (12) to (14) for w to solve the program.
 */
public final class RelaxationCertifier {
    /** Competitors are at most so many times as long as the filter. */
    private static final double REACH = 100;

    /** Up to these shares of its terms, a response is zero, or an output its target; the best bound of all counts. */
    private static final double[] NEAR = {1e-12, 1e-10, 1e-8, 1e-6};

    /** A gap of this share of the objective's terms is rounding. */
    private static final double TIGHT = 1e-11;

    private static final double NO_GAIN = 1e-14;
    private static final int CORRECTIONS = 10;

    /** How much less than kinks, which are free, the samples' weights take part in closing what is left of b - c. */
    private static final double SHARE_OF_WEIGHTS = 1e-10;

    private final RelaxedProgram program;
    private final SharedFilter problem;
    private final PatchRows rows;
    private final Activation activation;
    private final double[] filter;
    private final Workers workers;
    private final double[] pull;
    private final double[] outputs;
    private final double[] responses;
    private final double[] lengths; // of rows
    private final double[] sampleLengths;
    private final double excess;
    private final double outside;
    private final double radius;
    private final double length;
    private double lowerBound = Double.NEGATIVE_INFINITY;
    private double missing = 1;

    /**
     * A certificate, and how near the filter comes to the condition for solving its program.
     *
     * @param certificate of scope RELAXATION
     * @param missing the length of b - c, as a share of that of b: 0 says that the condition holds
     */
    public record Certified(Certificate certificate, double missing) {}

    private RelaxationCertifier(RelaxedProgram program, double[] filter, Workers workers) {
        this.program = program;
        this.problem = program.problem();
        this.rows = problem.blocks();
        this.activation = problem.activation();
        this.filter = filter;
        this.workers = workers;
        this.pull = program.pull();
        this.outputs = problem.outputs(filter, workers);
        this.responses = new double[rows.count()];
        this.lengths = new double[rows.count()];
        this.sampleLengths = new double[rows.samples()];
        workers.forEachChunk(rows.samples(), (chunk, from, to) -> {
            for (int i = from; i < to; i++) {
                double sum = 0;
                for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                    responses[row] = rows.dot(row, filter);
                    double squared = rows.squaredNorm(row);
                    lengths[row] = Math.sqrt(squared);
                    sum += squared;
                }
                sampleLengths[i] = Math.sqrt(sum);
            }
        });
        this.excess = program.slack() ? 0 : program.excess(outputs);
        this.outside = program.region().distance(filter);
        this.length = Vectors.length(filter);
        this.radius = REACH * (length > 0 ? length : usualLength());
    }

    /** The length of filters whose outputs have the size of the targets. */
    private double usualLength() {
        double longest = Arrays.stream(sampleLengths).max().orElse(0);
        return longest > 0 ? Math.max(program.largestTarget(), Double.MIN_NORMAL) / longest : 1;
    }

    /**
     * The certificate of a filter.
     *
     * @param filter finite
     * @param problemHash names data, blocks, activation, direction, beta and constraint set
     * @throws IllegalArgumentException if the filter has another length than the program's blocks
     */
    public static Certified certify(RelaxedProgram program, double[] filter, String problemHash, Workers workers) {
        if (filter.length != program.problem().dimension()) {
            throw new IllegalArgumentException("a filter of " + filter.length + " numbers for blocks of "
                    + program.problem().dimension());
        }
        return new RelaxationCertifier(program, filter, workers).certified(problemHash);
    }

    private Certified certified(String problemHash) {
        double objective = program.price(outputs) - Vectors.dot(pull, filter);
        if (program.slack()) {
            boundWithSlack(objective);
        } else {
            boundWithoutSlack(objective);
        }
        double largest = program.largestTarget();
        RelaxedTargets targets = new RelaxedTargets(
                program.beta(), excess == 0 ? 0 : excess / largest, outside == 0 ? 0 : outside / length, radius);
        Certificate certificate = new Certificate(
                Scope.RELAXATION,
                targets,
                objective,
                zeroObjective(objective),
                lowerBound,
                problemHash,
                new Sha256().doubles(filter).hex());
        return new Certified(certificate, missing);
    }

    /** The objective of w = 0; where that is no competitor, of this filter if it had the direction's opposite and the same price. */
    private double zeroObjective(double objective) {
        double[] zero = new double[filter.length];
        double[] atZero = problem.outputs(zero, workers);
        boolean competes =
                program.region().distance(zero) <= outside && (program.slack() || program.excess(atZero) <= excess);
        return competes ? program.price(atZero) : objective + Vectors.dot(pull, filter) + Vectors.length(pull) * length;
    }

    private double scale() {
        return Vectors.length(pull) * length;
    }

    // ---------------------------------------------------------------- what any u and t give

    /** Part of c: a sample's weight u_i and its blocks' slopes t_ij; or a normal of the constraint set. */
    private record Part(int sample, double weight, double[] slopes) {}

    /** Bounds all competitors from below, and keeps the bound if it is the best. */
    private void bound(List<Part> parts, double[] normal) {
        double[] rest = pull.clone();
        double cost = 0;
        double costSize = 0;
        double pullSize = Vectors.length(pull);
        for (Part part : parts) {
            double weight = part.weight();
            double price = 0;
            for (int j = 0; j < part.slopes().length; j++) {
                int row = part.sample() * rows.patches() + j;
                double slope = part.slopes()[j];
                price += activation.conjugate(slope);
                if (slope != 0) {
                    rows.addTo(rest, -weight * slope, row);
                    pullSize += weight * Math.abs(slope) * lengths[row];
                }
            }
            double target = problem.targets()[part.sample()];
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
        double terms = (double) parts.size() * rows.patches() + filter.length + 16;
        double rounding = terms * Math.ulp(1.0) * (costSize + radius * pullSize + Math.abs(most));
        double bound = -most - cost - rounding;
        if (bound > lowerBound) {
            lowerBound = bound;
        }
        missing = Math.min(missing, Vectors.length(other) / Vectors.length(pull));
    }

    private boolean tight(double objective) {
        return objective - lowerBound <= TIGHT * scale();
    }

    private boolean kink(int row, double near) {
        return activation.polyhedral() && Math.abs(responses[row]) <= near * lengths[row] * length;
    }

    // ---------------------------------------------------------------- (9)

    private void boundWithoutSlack(double objective) {
        int before = -1;
        for (double near : NEAR) {
            int[] meeting = IntStream.range(0, rows.samples())
                    .filter(i -> problem.targets()[i] - outputs[i]
                            <= near * (Math.abs(problem.targets()[i]) + sampleLengths[i] * length))
                    .toArray();
            int count = meeting.length + kinks(meeting, near);
            if (count == before) {
                continue; // as before
            }
            before = count;
            List<double[]> normals = program.region().normals(filter);
            Meeting source = new Meeting(meeting, near, normals);
            List<Part> parts = new ArrayList<>();
            double[] normal = new double[filter.length];
            for (NonnegativeLeastSquares.Weighted<Part> column : new NonnegativeLeastSquares<>(source, pull).solve()) {
                Part part = column.column();
                if (part.sample() < 0) {
                    Vectors.addTo(normal, column.weight(), column.vector());
                } else {
                    parts.add(new Part(part.sample(), column.weight(), part.slopes()));
                }
            }
            bound(parts, normal);
            if (tight(objective)) {
                break;
            }
        }
    }

    private int kinks(int[] samples, double near) {
        int kinks = 0;
        for (int i : samples) {
            for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                kinks += kink(row, near) ? 1 : 0;
            }
        }
        return kinks;
    }

    /** The columns a_i of samples that meet their targets, their kinks as fits best, and the normals of the constraint set. */
    private final class Meeting implements NonnegativeLeastSquares.Source<Part> {
        private final int[] samples;
        private final double near;
        private final List<double[]> normals;

        Meeting(int[] samples, double near, List<double[]> normals) {
            this.samples = samples;
            this.near = near;
            this.normals = normals;
        }

        @Override
        public @Nullable Part best(double[] residual, List<Part> refused) {
            double least = NO_GAIN * Vectors.length(pull);
            int chunks = Workers.chunks(samples.length);
            double[] gains = new double[chunks];
            int[] best = new int[chunks];
            workers.forEachChunk(samples.length, (chunk, from, to) -> {
                gains[chunk] = least;
                best[chunk] = -1;
                for (int s = from; s < to; s++) {
                    double gain = gain(samples[s], residual) / Math.max(sampleLengths[samples[s]], Double.MIN_NORMAL);
                    if (gain > gains[chunk] && !names(refused, samples[s])) {
                        gains[chunk] = gain;
                        best[chunk] = samples[s];
                    }
                }
            });
            double most = least;
            Part chosen = null;
            for (int chunk = 0; chunk < chunks; chunk++) {
                if (best[chunk] >= 0 && gains[chunk] > most) {
                    most = gains[chunk];
                    chosen = new Part(best[chunk], 1, slopes(best[chunk], residual));
                }
            }
            for (int k = 0; k < normals.size(); k++) {
                double gain = Vectors.dot(normals.get(k), residual) / Vectors.length(normals.get(k));
                if (gain > most && !names(refused, -1 - k)) {
                    most = gain;
                    chosen = new Part(-1 - k, 1, new double[0]);
                }
            }
            return chosen;
        }

        private static boolean names(List<Part> parts, int sample) {
            return parts.stream().anyMatch(part -> part.sample() == sample);
        }

        private double gain(int sample, double[] residual) {
            double gain = 0;
            for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
                boolean free = kink(row, near);
                double slope = free ? 0 : activation.slope(responses[row]);
                if (free || slope != 0) {
                    double along = rows.dot(row, residual);
                    gain += along * (free ? freeSlope(along) : slope);
                }
            }
            return gain;
        }

        private double freeSlope(double along) {
            return along > 0 ? 1 : activation.leastSlope();
        }

        private double[] slopes(int sample, double[] residual) {
            double[] slopes = new double[rows.patches()];
            for (int j = 0; j < slopes.length; j++) {
                int row = sample * rows.patches() + j;
                slopes[j] = kink(row, near) ? freeSlope(rows.dot(row, residual)) : activation.slope(responses[row]);
            }
            return slopes;
        }

        @Override
        public double[] vector(Part part) {
            if (part.sample() < 0) {
                return normals.get(-1 - part.sample()).clone();
            }
            double[] vector = new double[filter.length];
            for (int j = 0; j < part.slopes().length; j++) {
                if (part.slopes()[j] != 0) {
                    rows.addTo(vector, part.slopes()[j], part.sample() * rows.patches() + j);
                }
            }
            return vector;
        }
    }

    // ---------------------------------------------------------------- (8)

    /** u and t as the filter has them, then with what is left of b - c shared out among kinks, normals and, reluctantly, u. */
    private void boundWithSlack(double objective) {
        int before = -1;
        for (double near : NEAR) {
            Corrected corrected = new Corrected(near);
            if (corrected.kinks == before) {
                continue; // as before
            }
            before = corrected.kinks;
            for (int pass = 0; pass <= CORRECTIONS && !tight(objective); pass++) {
                bound(corrected.parts(), corrected.normal());
                if (pass < CORRECTIONS && !corrected.improve()) {
                    break;
                }
            }
        }
    }

    private final class Corrected {
        private final double[] weights;
        private final double[] slopes = new double[rows.count()];
        private final boolean[] free = new boolean[rows.count()];
        private final List<double[]> normals = program.region().normals(filter);
        private final double[] multipliers = new double[normals.size()];
        private final boolean[] ended = new boolean[normals.size()];
        private final double share;
        private int kinks;

        Corrected(double near) {
            this.weights = new double[rows.samples()];
            double largest = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] = Math.max(0, outputs[i] - problem.targets()[i]);
                largest = Math.max(largest, weights[i]);
                for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                    free[row] = weights[i] > 0 && kink(row, near);
                    kinks += free[row] ? 1 : 0;
                    slopes[row] = free[row] ? (1 + activation.leastSlope()) / 2 : activation.slope(responses[row]);
                }
            }
            this.share = SHARE_OF_WEIGHTS * largest * largest;
        }

        List<Part> parts() {
            List<Part> parts = new ArrayList<>();
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    int from = i * rows.patches();
                    parts.add(new Part(i, weights[i], Arrays.copyOfRange(slopes, from, from + rows.patches())));
                }
            }
            return parts;
        }

        double[] normal() {
            double[] normal = new double[filter.length];
            for (int k = 0; k < multipliers.length; k++) {
                Vectors.addTo(normal, multipliers[k], normals.get(k));
            }
            return normal;
        }

        /** The smallest change, in proportion to how far each may go, that closes b - c; then back into the ranges. */
        boolean improve() {
            int dimension = filter.length;
            double[] sums = workers.sumOverChunks(weights.length, dimension + dimension * dimension, (from, to) -> {
                double[] sum = new double[dimension + dimension * dimension];
                for (int i = from; i < to; i++) {
                    if (weights[i] > 0) {
                        double[] slope = slopeOf(i);
                        for (int a = 0; a < dimension; a++) {
                            sum[a] += weights[i] * slope[a];
                        }
                        addOuter(sum, dimension, slope, share);
                        for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                            if (free[row]) {
                                double[] block = new double[dimension];
                                rows.addTo(block, 1, row);
                                addOuter(sum, dimension, block, freedom(i));
                            }
                        }
                    }
                }
                return sum;
            });
            double[] rest = pull.clone();
            Vectors.addTo(rest, -1, Arrays.copyOf(sums, dimension));
            Vectors.addTo(rest, -1, normal());
            double[] matrix = Arrays.copyOfRange(sums, dimension, sums.length);
            double normalShare = Vectors.dot(pull, pull);
            for (int k = 0; k < multipliers.length; k++) {
                if (!ended[k]) {
                    addOuter(matrix, 0, normals.get(k), normalShare);
                }
            }
            double[] change = new PositiveDefinite(matrix, dimension).solve(rest);
            if (!(Vectors.length(change) > 0)) {
                return false; // NaN, too: nothing is active
            }
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > 0) {
                    move(i, change);
                }
            }
            for (int k = 0; k < multipliers.length; k++) {
                if (!ended[k]) {
                    multipliers[k] += normalShare * Vectors.dot(normals.get(k), change);
                    ended[k] = !(multipliers[k] > 0);
                    multipliers[k] = Math.max(0, multipliers[k]);
                }
            }
            return true;
        }

        private double freedom(int sample) {
            double width = weights[sample] * (1 - activation.leastSlope());
            return width * width;
        }

        private double[] slopeOf(int sample) {
            double[] slope = new double[filter.length];
            for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
                if (slopes[row] != 0) {
                    rows.addTo(slope, slopes[row], row);
                }
            }
            return slope;
        }

        private void move(int sample, double[] change) {
            double more = share * Vectors.dot(slopeOf(sample), change);
            double freedom = freedom(sample);
            for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
                if (free[row]) {
                    double wanted = slopes[row] + freedom * rows.dot(row, change) / weights[sample];
                    slopes[row] = Math.max(activation.leastSlope(), Math.min(1, wanted));
                    free[row] = slopes[row] == wanted;
                }
            }
            weights[sample] = Math.max(0, weights[sample] + more);
        }

        private static void addOuter(double[] sum, int at, double[] vector, double factor) {
            int size = vector.length;
            for (int a = 0; a < size; a++) {
                double scaled = factor * vector[a];
                if (scaled != 0) {
                    for (int b = 0; b <= a; b++) {
                        sum[at + a * size + b] += scaled * vector[b];
                    }
                }
            }
        }
    }
}
