package org.convolex.certify;

import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;

/**
 * A filter of a relaxed program, with what every bound asks of it. Immutable by convention: the arrays are not copied and must not
 * change. Safe for use from many threads.
 *
 * @param pull of the program, b
 * @param outputs f_i(w), one a sample
 * @param responses x_ij.w, one a block
 * @param lengths of blocks
 * @param sampleLengths of all of a sample's blocks together
 * @param length of the filter
 */
record RelaxedPoint(
        RelaxedProgram program,
        double[] filter,
        double[] pull,
        double[] outputs,
        double[] responses,
        double[] lengths,
        double[] sampleLengths,
        double length) {

    /** Cost 3 n K h flops. */
    static RelaxedPoint of(RelaxedProgram program, double[] filter, Workers workers) {
        PatchRows rows = program.problem().blocks();
        double[] responses = new double[rows.count()];
        double[] lengths = new double[rows.count()];
        double[] sampleLengths = new double[rows.samples()];
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
        return new RelaxedPoint(
                program,
                filter,
                program.pull(),
                program.problem().outputs(filter, workers),
                responses,
                lengths,
                sampleLengths,
                Vectors.length(filter));
    }

    PatchRows rows() {
        return program.problem().blocks();
    }

    Activation activation() {
        return program.problem().activation();
    }

    double target(int sample) {
        return program.problem().targets()[sample];
    }

    /** Whether the activation has a kink at a block's response, which is zero up to a share of its terms. */
    boolean kink(int row, double near) {
        return activation().polyhedral() && Math.abs(responses[row]) <= near * lengths[row] * length;
    }
}
