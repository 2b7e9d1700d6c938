package org.convolex.certify;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.SymmetricEigen;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * A program in the principal axes of its patches. Lengths of filters and all responses stay as they are; but boxes then have
 * sides along which patches vary much and sides along which they hardly vary, and only the first need to be cut.
 *
 * @param program the same one, in the axes' coordinates
 * @param axes row j is the unit vector of coordinate j
 */
record PrincipalAxes(NetworkProgram program, double[][] axes) {

    /** Cost O(n K h^2). Norms of several groups have axes of their own, and are left as they are. */
    static PrincipalAxes of(NetworkProgram program, Workers workers) {
        PatchRows rows = program.rows();
        int dimension = rows.dimension();
        if (program.norm().groups() != 1) {
            double[][] same = new double[dimension][dimension];
            for (int i = 0; i < dimension; i++) {
                same[i][i] = 1;
            }
            return new PrincipalAxes(program, same);
        }
        double[] values = rows.values();
        double[] gram = workers.sumOverChunks(
                rows.count(),
                dimension * dimension,
                (from, to) -> RowMatrices.gramInOrder(values, dimension, from, to));
        double[][] axes = SymmetricEigen.of(gram, dimension).vectors();
        double[] columns = new double[dimension * dimension];
        for (int j = 0; j < dimension; j++) {
            for (int i = 0; i < dimension; i++) {
                columns[i * dimension + j] = axes[j][i];
            }
        }
        double[] turned = RowMatrices.multiply(values, dimension, columns, dimension, workers);
        return new PrincipalAxes(
                new NetworkProgram(
                        new PatchRows(turned, rows.samples(), rows.patches(), dimension),
                        program.pooling(),
                        new FilterNorm(new int[] {dimension}, program.norm().weights()),
                        program.targets(),
                        program.loss(),
                        program.beta()),
                axes);
    }

    /** A filter of the turned program in the coordinates of the original one. */
    double[] back(double[] filter) {
        double[] original = new double[filter.length];
        for (int j = 0; j < filter.length; j++) {
            Vectors.addTo(original, filter[j], axes[j]);
        }
        return original;
    }
}
