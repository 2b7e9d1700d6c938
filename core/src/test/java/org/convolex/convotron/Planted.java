package org.convolex.convotron;

import java.util.SplittableRandom;
import org.convolex.convotron.GeneratedStream.Distribution;

/** Networks as the paper's experiments draw them, and slow, obvious twins of what is made of them. */
final class Planted {
    private Planted() {}

    /** Filter and output weights from N(0, 1). */
    static OverlappingNetwork network(Windows windows, double leak, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new OverlappingNetwork(windows, leak, normal(random, windows.size()), normal(random, windows.patches()));
    }

    static double[] normal(SplittableRandom random, int count) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }

    static GeneratedStream gaussian(OverlappingNetwork planted, long seed) {
        return new GeneratedStream(planted, Distribution.GAUSSIAN, 0, seed);
    }

    /** The numbers of one sample. */
    static double[] sample(Samples samples, int b) {
        double[] x = new double[samples.inputs().length / samples.capacity()];
        samples.get(b, x);
        return x;
    }

    /** {@code w . P_j x}. */
    static double response(Windows windows, double[] filter, int patch, double[] x) {
        double sum = 0;
        for (int l = 0; l < filter.length; l++) {
            sum += filter[l] * x[windows.starts()[patch] + windows.offsets()[l]];
        }
        return sum;
    }

    /** {@code f(x)}. */
    static double output(OverlappingNetwork network, double[] x) {
        double sum = 0;
        for (int j = 0; j < network.weights().length; j++) {
            double response = response(network.windows(), network.filter(), j, x);
            sum += network.weights()[j] * (response >= 0 ? response : network.leak() * response);
        }
        return sum;
    }

    /** {@code sum_j a_j P_j x}. */
    static double[] weightedPatches(Windows windows, double[] weights, double[] x) {
        double[] sum = new double[windows.size()];
        for (int j = 0; j < weights.length; j++) {
            for (int l = 0; l < sum.length; l++) {
                sum[l] += weights[j] * x[windows.starts()[j] + windows.offsets()[l]];
            }
        }
        return sum;
    }
}
