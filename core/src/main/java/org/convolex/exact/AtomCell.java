package org.convolex.exact;

import java.util.Arrays;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;

/**
 * The multiples of a single filter of norm 1, where no larger cone with linear responses has a norm that can be computed: of two
 * rectified layers the convex program takes one number for each filter.
 *
 * @param filter of norm 1
 * @param responses to it, one a sample
 */
record AtomCell(double[] filter, double[] responses) implements ActivationCell {
    /** Filters whose responses differ by less than this share are the same. */
    private static final double SAME = 1e-9;

    static AtomCell of(NetworkProgram program, double[] filter) {
        double[] unit = scaled(filter, 1 / program.norm().of(filter));
        return new AtomCell(unit, program.responses(unit));
    }

    /** The program of multiples of filters. */
    static NetworkProgram programOf(NetworkProgram program) {
        PatchRows none = new PatchRows(new double[program.samples()], program.samples(), 1, 1);
        return new NetworkProgram(
                none,
                Pooling.all(Reduction.LINEAR, 1),
                FilterNorm.euclidean(1),
                program.targets(),
                program.loss(),
                program.beta());
    }

    /** A multiple of the filter. */
    double[] times(double multiple) {
        return scaled(filter, multiple);
    }

    @Override
    public void addFeature(int sample, double[] vector, int at) {
        vector[at] += responses[sample];
    }

    @Override
    public int sides() {
        return 1;
    }

    @Override
    public boolean copySide(int side, double[] normal) {
        normal[0] = 1;
        return true;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof AtomCell atom)) {
            return false;
        }
        double size = 0;
        double difference = 0;
        for (int s = 0; s < responses.length; s++) {
            size = Math.max(size, Math.abs(responses[s]));
            difference = Math.max(difference, Math.abs(responses[s] - atom.responses[s]));
        }
        return difference <= SAME * size;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(new int[] {responses.length}); // equal ones are only nearly the same
    }

    private static double[] scaled(double[] values, double factor) {
        double[] scaled = values.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }
}
