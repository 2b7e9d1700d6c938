package org.convolex.exact;

import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;

/**
 * Scores of networks without a rectifier: {@code f_s = sum_k x_sk^T z_k} of Z, h x (positions outputs). Cost of either way: 2 n K h
 * outputs flops.
 */
record PatchScores(NetworkProgram program, Workers workers) implements ScoreMap {
    @Override
    public int size() {
        return program.rows().dimension() * program.weightsOfNeuron();
    }

    @Override
    public double[] scores(double[] matrix) {
        PatchRows rows = program.rows();
        int dimension = rows.dimension();
        int outputs = program.outputs();
        int width = program.weightsOfNeuron();
        double[] scores = new double[rows.samples() * outputs];
        workers.forEachChunk(rows.samples(), (chunk, from, to) -> {
            for (int s = from; s < to; s++) {
                for (int k = 0; k < rows.patches(); k++) {
                    int row = (s * rows.patches() + k) * dimension;
                    int at = program.pooling().positionOf()[k] * outputs;
                    for (int i = 0; i < dimension; i++) {
                        double x = rows.values()[row + i];
                        for (int c = 0; c < outputs; c++) {
                            scores[s * outputs + c] += x * matrix[i * width + at + c];
                        }
                    }
                }
            }
        });
        return scores;
    }

    @Override
    public double[] transposed(double[] dual) {
        PatchRows rows = program.rows();
        int dimension = rows.dimension();
        int outputs = program.outputs();
        int width = program.weightsOfNeuron();
        return workers.sumOverChunks(rows.samples(), size(), (from, to) -> {
            double[] sums = new double[size()];
            for (int s = from; s < to; s++) {
                for (int k = 0; k < rows.patches(); k++) {
                    int row = (s * rows.patches() + k) * dimension;
                    int at = program.pooling().positionOf()[k] * outputs;
                    for (int i = 0; i < dimension; i++) {
                        double x = rows.values()[row + i];
                        for (int c = 0; c < outputs; c++) {
                            sums[i * width + at + c] += x * dual[s * outputs + c];
                        }
                    }
                }
            }
            return sums;
        });
    }
}
