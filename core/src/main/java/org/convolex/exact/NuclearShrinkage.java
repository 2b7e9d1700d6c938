package org.convolex.exact;

/** The nuclear norm, by the eigenvalues of the Gram matrix of the shorter side. */
record NuclearShrinkage(int dimension, int width) implements Shrinkage {
    @Override
    public double norm(double[] matrix) {
        double sum = 0;
        for (double value : SingularValues.of(matrix, dimension, width).values()) {
            sum += value;
        }
        return sum;
    }

    @Override
    public double dual(double[] gradient) {
        return SingularValues.of(gradient, dimension, width).values()[0];
    }

    @Override
    public double[] shrink(double[] matrix, double amount) {
        SingularValues parts = SingularValues.of(matrix, dimension, width);
        double[] shrunk = new double[matrix.length];
        for (int j = 0; j < parts.values().length; j++) {
            double value = parts.values()[j] - amount;
            for (int i = 0; i < dimension && value > 0; i++) {
                double factor = value * parts.left()[j][i];
                for (int c = 0; c < width; c++) {
                    shrunk[i * width + c] += factor * parts.right()[j][c];
                }
            }
        }
        return shrunk;
    }
}
