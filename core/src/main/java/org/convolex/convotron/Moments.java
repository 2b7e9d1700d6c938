package org.convolex.convotron;

/**
 * Mean and covariance of the samples of a stream.
 *
 * @param mean m
 * @param covariance {@code mean of (x - m)(x - m)^T}, row-major
 */
record Moments(double[] mean, double[] covariance) {
    private static final int BATCH = 64;

    /**
     * Reads so many samples. Sums are of differences from the first sample, so that a mean far from zero cancels nothing.
     *
     * @throws IllegalArgumentException if there are fewer than 2
     */
    static Moments of(SampleStream stream, long count) {
        if (count < 2) {
            throw new IllegalArgumentException("Moments: needs at least 2 samples, got " + count);
        }
        int inputs = stream.inputs();
        Samples samples = new Samples(inputs, BATCH);
        double[] origin = new double[inputs];
        double[] sums = new double[inputs];
        double[] products = new double[inputs * inputs];
        for (long done = 0; done < count; done += samples.count()) {
            stream.read((int) Math.min(BATCH, count - done), samples);
            if (done == 0) {
                samples.get(0, origin);
            }
            double[] x = samples.inputs();
            for (int i = 0; i < inputs; i++) {
                for (int b = 0; b < samples.count(); b++) {
                    x[i * BATCH + b] -= origin[i];
                    sums[i] += x[i * BATCH + b];
                }
                for (int j = 0; j <= i; j++) {
                    double sum = 0;
                    for (int b = 0; b < samples.count(); b++) {
                        sum += x[i * BATCH + b] * x[j * BATCH + b];
                    }
                    products[i * inputs + j] += sum;
                }
            }
        }
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j <= i; j++) {
                double value = (products[i * inputs + j] - sums[i] * sums[j] / count) / count;
                products[i * inputs + j] = value;
                products[j * inputs + i] = value;
            }
        }
        for (int i = 0; i < inputs; i++) {
            sums[i] = sums[i] / count + origin[i];
        }
        return new Moments(sums, products);
    }
}
