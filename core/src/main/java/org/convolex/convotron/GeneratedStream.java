package org.convolex.convotron;

import java.util.SplittableRandom;

/**
 * An endless stream of samples of a planted network, with noise if asked for. The same samples for the same seed, however many
 * are read at a time.
 */
public final class GeneratedStream implements SampleStream {
    private static final double UNIFORM_END = Math.sqrt(3);

    /** Distributions of independent numbers with mean 0 and variance 1, the same for x and -x. */
    public enum Distribution {
        /** N(0, 1). */
        GAUSSIAN,
        /** Uniform between -sqrt(3) and sqrt(3). */
        UNIFORM
    }

    private final OverlappingNetwork planted;
    private final Distribution distribution;
    private final double noise;
    private final SplittableRandom random;

    /** @param noise standard deviation of what is added to the outputs, at least 0 */
    public GeneratedStream(OverlappingNetwork planted, Distribution distribution, double noise, long seed) {
        this.planted = planted;
        this.distribution = distribution;
        this.noise = noise;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public int inputs() {
        return planted.windows().inputs();
    }

    @Override
    public void read(int wanted, Samples samples) {
        double[] x = samples.inputs();
        int numbers = inputs();
        for (int b = 0; b < wanted; b++) {
            for (int i = 0; i < numbers; i++) {
                x[i * samples.capacity() + b] = distribution == Distribution.GAUSSIAN
                        ? random.nextGaussian()
                        : (2 * random.nextDouble() - 1) * UNIFORM_END;
            }
            samples.targets()[b] = noise == 0 ? 0 : noise * random.nextGaussian();
        }
        samples.setCount(wanted);
        double[] outputs = new double[samples.capacity()];
        planted.outputs(samples, outputs);
        for (int b = 0; b < wanted; b++) {
            samples.targets()[b] += outputs[b];
        }
    }
}
