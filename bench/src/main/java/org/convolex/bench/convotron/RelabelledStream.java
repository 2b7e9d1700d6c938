package org.convolex.bench.convotron;

import java.util.SplittableRandom;
import org.convolex.convotron.OverlappingNetwork;
import org.convolex.convotron.SampleStream;
import org.convolex.convotron.Samples;

/** Another stream's inputs, each with a random sign if asked for, under the outputs of a planted network. */
final class RelabelledStream implements SampleStream {
    private final SampleStream inputs;
    private final OverlappingNetwork planted;
    private final boolean signs;
    private final SplittableRandom random;

    RelabelledStream(SampleStream inputs, OverlappingNetwork planted, boolean signs, long seed) {
        this.inputs = inputs;
        this.planted = planted;
        this.signs = signs;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public int inputs() {
        return inputs.inputs();
    }

    @Override
    public void read(int wanted, Samples samples) {
        inputs.read(wanted, samples);
        double[] x = new double[inputs()];
        for (int b = 0; b < wanted; b++) {
            if (signs && random.nextBoolean()) {
                samples.get(b, x);
                for (int i = 0; i < x.length; i++) {
                    x[i] = -x[i];
                }
                samples.set(b, x, x.length, 0);
            }
        }
        planted.outputs(samples, samples.targets());
    }
}
