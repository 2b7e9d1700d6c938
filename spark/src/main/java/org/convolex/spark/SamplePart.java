package org.convolex.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.convolex.certify.GradientSums;
import org.convolex.linalg.Workers;
import org.convolex.optim.Directions;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Losses;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.Pass;
import org.convolex.optim.QuantizedSamples;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Targets;
import org.jspecify.annotations.Nullable;

/**
 * The samples of one partition with their labels: to a task, a program of its own. Sums over the whole program are the sums over
 * its parts, and the code that computes them is that of a program on one machine.
 *
 * <p>A step needs the scores of the point before. A part remembers them for as long as it stays in memory, and computes them once
 * more, to the same bits, from that point where it does not: after a retry, on another executor, or read back from a disk.
 */
abstract class SamplePart implements Serializable {
    private static final long serialVersionUID = 1L;

    /** No bound on points enters into a pass. */
    private static final NuclearNormBall ANY = new NuclearNormBall(1);

    private final int[] labels;
    private final int classes;
    private final String loss;
    private transient @Nullable NuclearNormProgram program;
    private transient volatile List<Known> known = List.of();

    /**
     * @param labels of the samples, at least one
     * @param classes number of classes
     * @param loss by name
     */
    SamplePart(int[] labels, int classes, String loss) {
        this.labels = labels;
        this.classes = classes;
        this.loss = loss;
    }

    /** The samples Z_i. */
    abstract SampleMatrices samples();

    /** A pass that a part remembers. */
    private record Known(long id, Pass pass) {}

    /** Tasks are what runs in parallel: each has one thread. */
    static Workers oneThread() {
        return new Workers(1); // starts no thread, so that there is nothing to close
    }

    private synchronized NuclearNormProgram program() {
        NuclearNormProgram made = program;
        if (made == null) {
            made = new NuclearNormProgram(samples(), Targets.ofClasses(labels, classes), Losses.byName(loss), ANY);
            program = made;
        }
        return made;
    }

    /** The gradient of a pass, its two objectives and its divergence, summed over the samples. */
    double[] sums(PassStep step) {
        Pass pass = pass(step);
        int length = pass.gradient().length;
        double[] sums = new double[length + 3];
        for (int i = 0; i < length; i++) {
            sums[i] = pass.gradient()[i] * labels.length;
        }
        sums[length] = pass.objective() * labels.length;
        sums[length + 1] = pass.extrapolatedObjective() * labels.length;
        sums[length + 2] = pass.divergence() * labels.length;
        return sums;
    }

    private Pass pass(PassStep step) {
        PassStep.Before before = step.before();
        if (before == null) {
            Pass first = program().at(toDouble(step.point()), oneThread());
            known = List.of(new Known(step.id(), first));
            return first;
        }
        Pass pass = recall(before);
        Pass next = pass.next(toDouble(step.point()), step.beta());
        known = List.of(new Known(before.id(), pass), new Known(step.id(), next)); // the step may be tried once more
        return next;
    }

    private Pass recall(PassStep.Before step) {
        for (Known each : nonNull(known)) {
            if (each.id == step.id()) {
                return each.pass;
            }
        }
        double[] point = toDouble(step.point());
        Broadcast<float[]> earlier = step.earlier();
        return earlier == null
                ? program().at(point, oneThread())
                : program().at(toDouble(earlier), oneThread()).next(point, step.beta());
    }

    /** Java leaves transient fields of what it reads back null, whatever their initializers say. */
    private static List<Known> nonNull(@Nullable List<Known> list) {
        return list == null ? List.of() : list;
    }

    /** What a certificate needs: loss behind gradient. */
    double[] certificateSums(FactoredPoint point) {
        GradientSums sums = GradientSums.of(program(), point, oneThread());
        double[] all = Arrays.copyOf(sums.gradient(), sums.gradient().length + 1);
        all[sums.gradient().length] = sums.loss();
        return all;
    }

    /** The samples restricted to some directions, at 16 bits. */
    SamplePart restricted(float[][] rows) {
        Directions directions = Directions.of(program().features(), rows);
        SampleMatrices held = program()
                .within(directions, SampleStorage.SIXTEEN_BITS, oneThread())
                .samples();
        return new RestrictedPart((QuantizedSamples) held, labels, classes, loss);
    }

    /** Points travel in single precision: that is what scores are computed from. */
    private static double[] toDouble(Broadcast<float[]> point) {
        float[] values = point.value();
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
