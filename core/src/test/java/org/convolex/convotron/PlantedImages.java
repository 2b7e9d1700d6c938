package org.convolex.convotron;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/** Data sets of normal numbers, with the outputs of a planted network or the classes of their signs. */
public final class PlantedImages {
    /** Signals of length 26, and windows of 8 at stride 6. */
    public static final WindowSize WINDOW = new WindowSize(8, 6);

    static final ImageShape SHAPE = new ImageShape(1, 1, 26);

    /** What is behind them. */
    static final OverlappingNetwork NETWORK = Planted.network(WINDOW.windows(SHAPE), 0, 3);

    private PlantedImages() {}

    /** Signals with one real target each. */
    public static Dataset signals(int count) {
        return signals(count, 1, 0);
    }

    /** All numbers times a factor, and a shift. */
    static Dataset signals(int count, double factor, double shift) {
        Samples samples = new Samples(26, count);
        Planted.gaussian(NETWORK, 11).read(count, samples);
        float[][] images = new float[count][26];
        double[][] targets = new double[count][1];
        for (int b = 0; b < count; b++) {
            double[] x = Planted.sample(samples, b);
            double[] rounded = new double[26];
            for (int i = 0; i < 26; i++) {
                images[b][i] = (float) (factor * x[i] + shift);
                rounded[i] = (images[b][i] - shift) / factor;
            }
            targets[b][0] = Planted.output(NETWORK, rounded);
        }
        return Dataset.ofTargets(SHAPE, images, targets, List.of("force"));
    }

    /** Two classes, by the sign of the target. */
    public static Dataset classes(int count) {
        Dataset signals = signals(count);
        float[][] images = new float[count][];
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            images[i] = signals.image(i);
            labels[i] = signals.targets().value(i, 0) > 0 ? 1 : 0;
        }
        return Dataset.of(SHAPE, images, labels, 2);
    }
}
