package org.convolex.convotron;

import java.util.SplittableRandom;

/** Samples that keep no assumption: numbers of one distribution, mixed by the sums of neighbours, about a mean. */
final class Mixed implements SampleStream {
    private final int inputs;
    private final double mean;
    private final boolean skewed;
    private final double mixing;
    private final SplittableRandom random = new SplittableRandom(5);

    Mixed(int inputs, double mean, boolean skewed, double mixing) {
        this.inputs = inputs;
        this.mean = mean;
        this.skewed = skewed;
        this.mixing = mixing;
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public void read(int wanted, Samples samples) {
        double[] x = new double[inputs];
        for (int b = 0; b < wanted; b++) {
            double last = 0;
            for (int i = 0; i < inputs; i++) {
                // exponential numbers of mean 0 and variance 1, or normal ones
                double fresh = skewed ? -1 - Math.log(1 - random.nextDouble()) : random.nextGaussian();
                x[i] = mean + fresh + mixing * last;
                last = fresh;
            }
            samples.set(b, x, inputs, x[0]);
        }
        samples.setCount(wanted);
    }
}
