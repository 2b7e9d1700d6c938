package org.convolex.convotron;

import java.util.List;

/**
 * Stage 3, equation (6): the network with the least mean squared error on fresh samples.
 *
 * @param network that network
 * @param meanSquare of the targets
 * @param error its mean squared error
 * @param deviation the standard error of that mean
 */
record Validation(OverlappingNetwork network, double meanSquare, double error, double deviation) {

    /** Reads so many samples, and compares. */
    static Validation of(List<OverlappingNetwork> networks, int wanted, Feed feed) {
        double[] errors = new double[networks.size()];
        double[] squares = new double[networks.size()];
        double targets = 0;
        for (int done = 0; done < wanted; ) {
            Samples samples = feed.bulk(wanted - done);
            double[] outputs = new double[samples.capacity()];
            for (int n = 0; n < errors.length; n++) {
                networks.get(n).outputs(samples, outputs);
                for (int b = 0; b < samples.count(); b++) {
                    double difference = outputs[b] - samples.targets()[b];
                    errors[n] += difference * difference;
                    squares[n] += difference * difference * difference * difference;
                }
            }
            for (int b = 0; b < samples.count(); b++) {
                targets += samples.targets()[b] * samples.targets()[b];
            }
            done += samples.count();
        }
        int best = 0;
        for (int n = 1; n < errors.length; n++) {
            best = errors[n] < errors[best] ? n : best;
        }
        double mean = errors[best] / wanted;
        double variance = Math.max(0, squares[best] / wanted - mean * mean);
        return new Validation(networks.get(best), targets / wanted, mean, Math.sqrt(variance / wanted));
    }
}
