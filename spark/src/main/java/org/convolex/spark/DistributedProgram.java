package org.convolex.spark;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import org.convolex.certify.GradientSums;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.FirstOrderProgram;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.Pass;
import org.convolex.optim.SampleStorage;
import org.jspecify.annotations.Nullable;

/**
 * The program over samples that lie in partitions on a cluster. The driver holds points and gradients; scores, residuals and
 * samples stay with the partitions.
 *
 * <p>A pass is one job: 4 d bytes of a point of d numbers go to each executor, 8 (d + 3) bytes of sums come from each partition,
 * through {@link OrderedSum}. A restriction is held on the cluster until the next one, or {@link #release}. Not safe for use from
 * several threads.
 */
final class DistributedProgram implements FirstOrderProgram {
    private static final AtomicLong PASSES = new AtomicLong();

    private final JavaSparkContext spark;
    private final JavaRDD<SamplePart> parts;
    private final Size size;
    private final NuclearNormBall ball;
    private final StorageLevel held;
    private @Nullable Held restriction;

    /**
     * Numbers that passes do not tell.
     *
     * @param samples n
     * @param rows outputs x positions of a point
     * @param features m
     * @param zeroObjective f(0)
     */
    record Size(long samples, int rows, int features, double zeroObjective) {}

    /** A restriction, and what to let go of with it. */
    private record Held(DistributedProgram program, Broadcast<float[][]> directions) {
        void release() {
            program.release();
            program.parts.unpersist(false);
            directions.destroy();
        }
    }

    /**
     * @param parts one a partition
     * @param held how restricted samples are held; {@link StorageLevel#NONE}: computed again at every pass
     */
    DistributedProgram(
            JavaSparkContext spark, JavaRDD<SamplePart> parts, Size size, NuclearNormBall ball, StorageLevel held) {
        this.spark = spark;
        this.parts = parts;
        this.size = size;
        this.ball = ball;
        this.held = held;
    }

    @Override
    public int features() {
        return size.features;
    }

    @Override
    public int pointLength() {
        return Math.multiplyExact(size.rows, size.features);
    }

    @Override
    public NuclearNormBall ball() {
        return ball;
    }

    @Override
    public double zeroObjective() {
        return size.zeroObjective;
    }

    @Override
    public Pass at(double[] point, Workers workers) {
        return pass(point, 0, null);
    }

    /** How {@code storage} says, but that single precision is held at 16 bits, too. */
    @Override
    public DistributedProgram within(Directions directions, SampleStorage storage, Workers workers) {
        release();
        Broadcast<float[][]> rows = spark.broadcast(directions.rows());
        JavaRDD<SamplePart> restricted = parts.map(part -> part.restricted(rows.value()));
        if (storage != SampleStorage.RECOMPUTED && !held.equals(StorageLevel.NONE())) {
            restricted.persist(held);
        }
        Size smaller = new Size(size.samples, size.rows, directions.count(), size.zeroObjective);
        DistributedProgram program = new DistributedProgram(spark, restricted, smaller, ball, held);
        restriction = new Held(program, rows);
        return program;
    }

    /** What the certificate of a point is made of. Cost: one reading of the samples, in double precision. */
    GradientSums certificateSums(FactoredPoint point) {
        Broadcast<float[][]> filters = spark.broadcast(point.filters());
        Broadcast<float[][]> responses = spark.broadcast(point.responses());
        int features = point.features();
        double[] sums = OrderedSum.of(parts.map(
                part -> part.certificateSums(new FactoredPoint(features, filters.value(), responses.value()))));
        filters.destroy();
        responses.destroy();
        int length = pointLength();
        return new GradientSums(size.samples, sums[length], Arrays.copyOf(sums, length));
    }

    /** Frees what the restriction holds on the cluster. */
    void release() {
        if (restriction != null) {
            restriction.release();
            restriction = null;
        }
    }

    private DistributedPass pass(double[] point, double beta, @Nullable DistributedPass previous) {
        float[] rounded = new float[point.length];
        for (int i = 0; i < rounded.length; i++) {
            rounded[i] = (float) point[i];
        }
        PassStep step = new PassStep(
                PASSES.incrementAndGet(),
                spark.broadcast(rounded),
                beta,
                previous == null ? null : previous.step.asBefore());
        double[] sums = OrderedSum.of(parts.map(part -> part.sums(step)));
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= size.samples;
        }
        return new DistributedPass(this, step, sums);
    }

    /** A pass over all partitions. The broadcast points go when nothing here refers to them any more: Spark sees to that. */
    private record DistributedPass(DistributedProgram program, PassStep step, double[] means, double[] gradient)
            implements Pass {
        DistributedPass(DistributedProgram program, PassStep step, double[] means) {
            this(program, step, means, Arrays.copyOf(means, means.length - 3));
        }

        @Override
        public double objective() {
            return means[gradient.length];
        }

        @Override
        public double extrapolatedObjective() {
            return means[gradient.length + 1];
        }

        @Override
        public double divergence() {
            return means[gradient.length + 2];
        }

        @Override
        public Pass next(double[] point, double beta) {
            return program.pass(point, beta, this);
        }
    }
}
