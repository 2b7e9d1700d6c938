package org.convolex.certify;

import org.convolex.linalg.RowMatrices;
import org.convolex.linalg.Vectors;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling.Reduction;

/**
 * Bounds {@code |phi(u)^T V|_F} over a box of filters, for any number of positions and outputs.
 *
 * <p>Each response is a linear one and a rest in 0..d. The linear ones and half of the rests make a matrix M of h x (positions
 * outputs), whose largest singular value is bounded, and the other half of the rests an error: of a response that changes
 * over the box at most |v| d / 2 each, or all together by the inequality of Cauchy and Schwarz.
 *
 * <p>Cost of a bound: O(n K h outputs + h^2 (n K + positions outputs)).
 */
final class VectorRelaxation implements BoxRelaxation {
    private static final double ROUNDING = 64 * Math.ulp(1.0);

    private final NetworkProgram program;
    private final PatchRows rows;
    private final double[] dual;
    private final double[] lengths;
    private final int dimension;
    private final int outputs;
    private final int width;
    private final double weight;
    private final double slack;

    /**
     * @param dual V, row-major, samples x outputs
     * @throws IllegalArgumentException if the norm of filters has several groups
     */
    VectorRelaxation(NetworkProgram program, double[] dual) {
        if (program.norm().groups() != 1) {
            throw new IllegalArgumentException("VectorRelaxation: the norm of a filter must have one group, not "
                    + program.norm().groups());
        }
        this.program = program;
        this.rows = program.rows();
        this.dual = dual;
        this.dimension = rows.dimension();
        this.outputs = program.outputs();
        this.width = program.weightsOfNeuron();
        this.weight = program.norm().weights()[0];
        this.lengths = new double[rows.samples()];
        double sum = 0;
        for (int s = 0; s < rows.samples(); s++) {
            for (int c = 0; c < outputs; c++) {
                lengths[s] += dual[s * outputs + c] * dual[s * outputs + c];
            }
            lengths[s] = Math.sqrt(lengths[s]);
            for (int k = 0; k < rows.patches(); k++) {
                sum += lengths[s] * Math.sqrt(rows.squaredNorm(s * rows.patches() + k));
            }
        }
        this.slack = ROUNDING * dimension * sum;
    }

    @Override
    public BoxBound bound(FilterBox box, double enough) {
        Work work = new Work(box);
        for (int s = 0; s < rows.samples(); s++) {
            if (lengths[s] == 0) {
                continue;
            }
            for (int k = 0; k < rows.patches(); k++) {
                if (program.pooling().reduction() == Reduction.SUM) {
                    work.addRectified(s, k);
                }
            }
            if (program.pooling().reduction() == Reduction.MAX) {
                work.addMaxima(s);
            }
        }
        return work.finish();
    }

    private final class Work {
        private final FilterBox box;
        private final BoxReach reach;
        private final double[] matrix = new double[dimension * width];
        private final double[] halves = new double[dimension * width];
        private final double[] crowd = new double[dimension * dimension];
        private final double[] outer = new double[width * width];
        private final double[] importance = new double[dimension];
        private double error;
        private double restError;
        private boolean crowded;

        Work(FilterBox box) {
            this.box = box;
            this.reach = new BoxReach(box);
        }

        void addRectified(int sample, int patch) {
            int row = sample * rows.patches() + patch;
            reach.of(rows.values(), row * dimension);
            double low = reach.low();
            double high = reach.high();
            if (high <= 0) {
                return;
            }
            int position = program.pooling().positionOf()[patch];
            if (low >= 0) {
                add(matrix, row, sample, position, 1);
                add(halves, row, sample, position, 1);
                return;
            }
            double share = high / (high - low);
            double rest = -share * low;
            add(matrix, row, sample, position, share);
            add(halves, row, sample, position, 0.5);
            addConstant(matrix, sample, position, rest / 2);
            error += lengths[sample] * rest / 2;
            crowd(row, sample, position);
            weigh(row, sample);
        }

        private void addMaxima(int sample) {
            int patches = rows.patches();
            for (int b = 0; b < program.pooling().positions(); b++) {
                int first = -1;
                double best = 0;
                double floor = 0;
                double ceiling = 0;
                for (int k = 0; k < patches; k++) {
                    if (program.pooling().positionOf()[k] == b) {
                        reach.of(rows.values(), (sample * patches + k) * dimension);
                        floor = Math.max(floor, reach.low());
                        ceiling = Math.max(ceiling, reach.high());
                        if ((reach.low() + reach.high()) / 2 > best) {
                            best = (reach.low() + reach.high()) / 2;
                            first = k;
                        }
                    }
                }
                if (ceiling <= 0) {
                    continue;
                }
                double rest = rest(sample, b, first, floor);
                if (first >= 0) {
                    add(matrix, sample * patches + first, sample, b, 1);
                    add(halves, sample * patches + first, sample, b, 1);
                }
                if (rest > 0) {
                    addConstant(matrix, sample, b, rest / 2);
                    addConstant(halves, sample, b, rest / 2);
                    error += lengths[sample] * rest / 2;
                    restError += lengths[sample] * rest / 2;
                }
            }
        }

        /** The most by which the largest response of a position exceeds the first one's, or zero. */
        private double rest(int sample, int position, int first, double floor) {
            int patches = rows.patches();
            double rest = 0;
            double[] difference = new double[dimension];
            for (int k = -1; k < patches; k++) {
                if (k == first
                        || (k < 0 && floor > 0)
                        || (k >= 0 && program.pooling().positionOf()[k] != position)) {
                    continue;
                }
                for (int i = 0; i < dimension; i++) {
                    difference[i] = value(sample, k, i) - value(sample, first, i);
                }
                reach.of(difference, 0);
                if (reach.high() > rest) {
                    rest = reach.high();
                    weigh(sample * patches + Math.max(k, first), sample);
                }
            }
            return rest;
        }

        private double value(int sample, int patch, int i) {
            return patch < 0 ? 0 : rows.values()[(sample * rows.patches() + patch) * dimension + i];
        }

        private void add(double[] target, int row, int sample, int position, double share) {
            for (int i = 0; i < dimension; i++) {
                double value = share * rows.values()[row * dimension + i];
                int at = i * width + position * outputs;
                for (int c = 0; c < outputs; c++) {
                    target[at + c] += value * dual[sample * outputs + c];
                }
            }
        }

        private void addConstant(double[] target, int sample, int position, double constant) {
            int at = box.face() * width + position * outputs;
            for (int c = 0; c < outputs; c++) {
                target[at + c] += constant * box.sign() * dual[sample * outputs + c];
            }
        }

        /** For |sum v |x.u|| &lt;= sqrt(lambda(sum v v^T / |v|)) sqrt(lambda(sum |v| x x^T)). */
        private void crowd(int row, int sample, int position) {
            crowded = true;
            int at = row * dimension;
            for (int i = 0; i < dimension; i++) {
                double value = lengths[sample] * rows.values()[at + i];
                for (int j = 0; j < dimension; j++) {
                    crowd[i * dimension + j] += value * rows.values()[at + j];
                }
            }
            int first = position * outputs;
            for (int c = 0; c < outputs; c++) {
                double value = dual[sample * outputs + c] / lengths[sample];
                for (int d = 0; d < outputs; d++) {
                    outer[(first + c) * width + first + d] += value * dual[sample * outputs + d];
                }
            }
        }

        private void weigh(int row, int sample) {
            for (int i = 0; i < dimension; i++) {
                importance[i] += lengths[sample] * Math.abs(rows.values()[row * dimension + i]);
            }
        }

        BoxBound finish() {
            double shortest = Vectors.length(box.nearest()); // of all filters of the box
            double upper = largestSingularValue(matrix) + error / shortest;
            upper = Math.min(upper, (mostOf(matrix) + error) / shortest);
            if (crowded) {
                double spread = Math.sqrt(SpectralBound.ofLargestEigenvalue(outer, width))
                        * Math.sqrt(SpectralBound.ofLargestEigenvalue(crowd, dimension));
                upper = Math.min(upper, largestSingularValue(halves) + spread / 2 + restError / shortest);
            }
            return new BoxBound((upper + slack) / weight, reach.middle(), reach.widest(importance, slack));
        }

        private double largestSingularValue(double[] of) {
            return Math.sqrt(SpectralBound.ofLargestEigenvalue(RowMatrices.gramOfRows(of, width), dimension));
        }

        /** No |M^T u| over the box is larger. */
        private double mostOf(double[] of) {
            double centre = 0;
            double sum = 0;
            double[] image = new double[width];
            for (int i = 0; i < dimension; i++) {
                double length = 0;
                for (int c = 0; c < width; c++) {
                    double value = of[i * width + c];
                    image[c] += reach.middle()[i] * value;
                    length += value * value;
                }
                sum += reach.half()[i] * Math.sqrt(length);
            }
            for (double value : image) {
                centre += value * value;
            }
            return Math.sqrt(centre) + sum;
        }
    }
}
