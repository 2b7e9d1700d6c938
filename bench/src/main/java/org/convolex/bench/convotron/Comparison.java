package org.convolex.bench.convotron;

import java.util.List;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.SampleStream;
import org.convolex.convotron.Samples;

/** What is measured of a network that is learned: how far it is from the planted one. Not safe for use from several threads. */
final class Comparison {
    private final OverlappingNetwork planted;
    private final Samples test;
    private final double[] outputs;

    Comparison(OverlappingNetwork planted, SampleStream stream, int samples) {
        this.planted = planted;
        this.test = new Samples(stream.inputs(), samples);
        this.outputs = new double[samples];
        stream.read(samples, test);
        planted.outputs(test, test.targets());
    }

    /** Radians between a and a*, up to sign. */
    double angle(double[] weights) {
        double product = 0;
        double square = 0;
        double other = 0;
        for (int j = 0; j < weights.length; j++) {
            product += weights[j] * planted.weights()[j];
            square += weights[j] * weights[j];
            other += planted.weights()[j] * planted.weights()[j];
        }
        return Math.acos(Math.min(1, Math.abs(product) / Math.sqrt(square * other)));
    }

    /** {@code E (f - f*)^2 / E f*^2} of the better network. */
    double error(List<OverlappingNetwork> networks) {
        double best = Double.POSITIVE_INFINITY;
        for (OverlappingNetwork network : networks) {
            network.outputs(test, outputs);
            double error = 0;
            double square = 0;
            for (int b = 0; b < outputs.length; b++) {
                double difference = outputs[b] - test.targets()[b];
                error += difference * difference;
                square += test.targets()[b] * test.targets()[b];
            }
            best = Math.min(best, error / square);
        }
        return best;
    }
}
