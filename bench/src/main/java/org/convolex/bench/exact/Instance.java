package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.linalg.Workers;

/**
 * The shape of a small random program: signals of K patches of h normal numbers side by side and a normal target.
 *
 * @param architecture of the network
 * @param samples n
 * @param patches K; 1 for circular-relu, whose filters see the whole signal
 * @param dimension numbers of a patch; of the whole signal for circular-relu
 */
record Instance(Architecture architecture, int samples, int patches, int dimension) {
    /** Of the largest pull on the network without neurons, beyond which there is nothing to learn. */
    private static final double BETA_SHARE = 0.03;

    private static final double GAP = 1e-6;

    /** Pairs of filters are bounded by branch and bound over both, whose work grows with the digits that are asked for. */
    private static final double GAP_OF_PAIRS = 1e-3;

    /** The shapes of the comparison. */
    static List<Instance> all() {
        List<Instance> all = new ArrayList<>();
        add(all, Architecture.RELU_AVERAGE, new int[][] {{6, 3, 2}, {5, 3, 3}, {8, 4, 2}});
        add(all, Architecture.RELU_MAX, new int[][] {{5, 3, 2}, {6, 4, 2}, {4, 2, 3}});
        add(all, Architecture.LINEAR, new int[][] {{6, 4, 3}, {8, 5, 2}});
        add(all, Architecture.CIRCULAR_RELU, new int[][] {{4, 1, 3}, {5, 1, 3}, {4, 1, 4}});
        add(all, Architecture.RELU_RELU, new int[][] {{4, 2, 2}, {5, 2, 2}, {6, 3, 2}, {6, 2, 3}});
        return all;
    }

    private static void add(List<Instance> all, Architecture architecture, int[][] shapes) {
        for (int[] shape : shapes) {
            all.add(new Instance(architecture, shape[0], shape[1], shape[2]));
        }
    }

    /** Architecture and sizes. */
    String name() {
        return architecture == Architecture.CIRCULAR_RELU
                ? String.format(Locale.ROOT, "%s %d,%d", architecture.label(), samples, dimension)
                : String.format(Locale.ROOT, "%s %d,%d,%d", architecture.label(), samples, patches, dimension);
    }

    /** The random signals of a draw. */
    Dataset draw(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] signals = new float[samples][patches * dimension];
        double[][] targets = new double[samples][1];
        for (int s = 0; s < samples; s++) {
            for (int i = 0; i < signals[s].length; i++) {
                signals[s][i] = (float) random.nextGaussian();
            }
            targets[s][0] = random.nextGaussian();
        }
        return Dataset.ofTargets(new ImageShape(1, 1, patches * dimension), signals, targets, List.of("y"));
    }

    /** How to train on a draw, with a thirtieth of the largest pull as beta. */
    ExactSettings settings(Dataset drawn, long seed, Workers workers) {
        ExactSettings settings =
                ExactSettings.defaults().withArchitecture(architecture).withSeed(seed);
        if (architecture == Architecture.RELU_RELU) {
            settings = settings.withGap(GAP_OF_PAIRS).withBoxes(ExactSettings.AUTO_BOXES);
        } else {
            settings = settings.withGap(GAP);
        }
        if (!architecture.circular()) {
            settings = settings.withPatches(dimension, dimension, 0, 1);
        }
        return settings.withBeta(BETA_SHARE * Programs.largestPull(drawn, settings, workers));
    }
}
