package org.convolex.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.PatchRows;
import org.jspecify.annotations.Nullable;

/**
 * The samples whose outputs meet their targets, in a program without slack: u are the weights of the nonnegative least squares
 * {@code min |sum_i u_i a_i - r|} over their columns {@code a_i = sum_j t_ij x_ij}, with slopes at kinks as fits best, and over the
 * normals of the constraint set.
 */
final class MeetingSamples implements NonnegativeLeastSquares.Source<MeetingSamples.Column> {
    private static final double NO_GAIN = 1e-14;

    private final RelaxedPoint point;
    private final PatchRows rows;
    private final double near;
    private final Workers workers;
    private final int[] samples;
    private final List<double[]> normals;

    /**
     * A column a_i; or a normal of the constraint set.
     *
     * @param sample i; of the k-th normal -1 - k
     * @param slopes t_ij; of a normal none
     */
    record Column(int sample, double[] slopes) {}

    /** @param near the share of its terms up to which an output is its target, or a response zero */
    MeetingSamples(RelaxedPoint point, double near, Workers workers) {
        this.point = point;
        this.rows = point.rows();
        this.near = near;
        this.workers = workers;
        this.samples = IntStream.range(0, rows.samples())
                .filter(i -> point.target(i) - point.outputs()[i]
                        <= near * (Math.abs(point.target(i)) + point.sampleLengths()[i] * point.length()))
                .toArray();
        this.normals = point.program().region().normals(point.filter());
    }

    /** How many samples meet their targets, and how many kinks they have. */
    int count() {
        int count = samples.length;
        for (int i : samples) {
            for (int row = i * rows.patches(); row < (i + 1) * rows.patches(); row++) {
                count += point.kink(row, near) ? 1 : 0;
            }
        }
        return count;
    }

    void improve(CompetitorBound bound) {
        List<SampleShare> shares = new ArrayList<>();
        double[] normal = new double[point.filter().length];
        for (NonnegativeLeastSquares.Weighted<Column> weighted :
                new NonnegativeLeastSquares<>(this, point.pull()).solve()) {
            Column column = weighted.column();
            if (column.sample() < 0) {
                Vectors.addTo(normal, weighted.weight(), weighted.vector());
            } else {
                shares.add(new SampleShare(column.sample(), weighted.weight(), column.slopes()));
            }
        }
        bound.improve(shares, normal);
    }

    @Override
    public @Nullable Column best(double[] residual, List<Column> refused) {
        double least = NO_GAIN * Vectors.length(point.pull());
        int chunks = Workers.chunks(samples.length);
        double[] gains = new double[chunks];
        int[] best = new int[chunks];
        workers.forEachChunk(samples.length, (chunk, from, to) -> {
            gains[chunk] = least;
            best[chunk] = -1;
            for (int s = from; s < to; s++) {
                double gain =
                        gain(samples[s], residual) / Math.max(point.sampleLengths()[samples[s]], Double.MIN_NORMAL);
                if (gain > gains[chunk] && !names(refused, samples[s])) {
                    gains[chunk] = gain;
                    best[chunk] = samples[s];
                }
            }
        });
        double most = least;
        Column chosen = null;
        for (int chunk = 0; chunk < chunks; chunk++) {
            if (best[chunk] >= 0 && gains[chunk] > most) {
                most = gains[chunk];
                chosen = new Column(best[chunk], slopes(best[chunk], residual));
            }
        }
        for (int k = 0; k < normals.size(); k++) {
            double gain = Vectors.dot(normals.get(k), residual) / Vectors.length(normals.get(k));
            if (gain > most && !names(refused, -1 - k)) {
                most = gain;
                chosen = new Column(-1 - k, new double[0]);
            }
        }
        return chosen;
    }

    private static boolean names(List<Column> columns, int sample) {
        return columns.stream().anyMatch(column -> column.sample() == sample);
    }

    private double gain(int sample, double[] residual) {
        double gain = 0;
        for (int row = sample * rows.patches(); row < (sample + 1) * rows.patches(); row++) {
            boolean free = point.kink(row, near);
            double slope = free ? 0 : point.activation().slope(point.responses()[row]);
            if (free || slope != 0) {
                double along = rows.dot(row, residual);
                gain += along * (free ? freeSlope(along) : slope);
            }
        }
        return gain;
    }

    private double freeSlope(double along) {
        return along > 0 ? 1 : point.activation().leastSlope();
    }

    private double[] slopes(int sample, double[] residual) {
        double[] slopes = new double[rows.patches()];
        for (int j = 0; j < slopes.length; j++) {
            int row = sample * rows.patches() + j;
            slopes[j] = point.kink(row, near)
                    ? freeSlope(rows.dot(row, residual))
                    : point.activation().slope(point.responses()[row]);
        }
        return slopes;
    }

    @Override
    public double[] vector(Column column) {
        if (column.sample() < 0) {
            return normals.get(-1 - column.sample()).clone();
        }
        double[] vector = new double[point.filter().length];
        for (int j = 0; j < column.slopes().length; j++) {
            if (column.slopes()[j] != 0) {
                rows.addTo(vector, column.slopes()[j], column.sample() * rows.patches() + j);
            }
        }
        return vector;
    }
}
