package org.convolex.bench.exact;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.Evaluation;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.exact.Convolution;
import org.convolex.exact.ExactSettings;
import org.convolex.linalg.Workers;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.optim.BinaryLogistic;
import org.convolex.optim.ConjugateLoss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Targets;
import org.convolex.patch.PixelScale;

/** The training problems that the exact trainer solves, for others to try: squared loss of targets, logistic loss of classes. */
final class Programs {
    private static final int DIRECTIONS = 2000;

    private Programs() {}

    /** The program of training images. */
    static NetworkProgram of(Dataset training, ExactSettings settings, double beta, Workers workers) {
        return of(training, settings.convolution(training.shape(), PixelScale.fit(training)), beta, workers);
    }

    /** The program of images, seen as by a network's convolution. */
    static NetworkProgram of(Dataset images, Convolution convolution, double beta, Workers workers) {
        Outputs outputs = Outputs.of(images, new double[0]);
        Targets targets;
        ConjugateLoss loss;
        if (outputs instanceof RealOutputs) {
            targets = Targets.ofNumbers(outputs.encode(images).targets().values(), outputs.count());
            loss = new SquaredLoss();
        } else if (outputs.count() == 2) {
            float[] labels = new float[images.size()];
            for (int i = 0; i < labels.length; i++) {
                labels[i] = images.label(i);
            }
            targets = new Targets(1, labels);
            loss = new BinaryLogistic();
        } else {
            targets = Targets.ofClasses(images.labels(), outputs.count());
            loss = new MultinomialLogistic();
        }
        return new NetworkProgram(
                convolution.rows(images, workers), convolution.pooling(), convolution.norm(), targets, loss, beta);
    }

    /** The largest pull of 2,000 random filters on the network without neurons, about where beta begins to leave any. */
    static double largestPull(Dataset training, ExactSettings settings, Workers workers) {
        NetworkProgram program = of(training, settings, 1, workers);
        double[] dual = program.dualPoint(new double[program.samples() * program.outputs()]);
        FilterNorm norm = program.norm();
        SplittableRandom random = new SplittableRandom(settings.seed());
        double[][] filters = new double[DIRECTIONS][norm.dimension()];
        for (double[] filter : filters) {
            for (int j = 0; j < filter.length; j++) {
                filter[j] = random.nextGaussian();
            }
        }
        double[] pulls = new double[DIRECTIONS];
        workers.forEach(DIRECTIONS, i -> pulls[i] = program.pull(filters[i], dual) / norm.of(filters[i]));
        return Arrays.stream(pulls).max().orElseThrow();
    }

    /** The share of images that a network takes for another class; of two classes, a score above 0 is the second. */
    static double error(NetworkProgram program, List<Neuron> network, Workers workers) {
        double[] scores = program.scores(network, workers);
        int outputs = program.outputs();
        float[] rounded = new float[scores.length];
        for (int i = 0; i < scores.length; i++) {
            rounded[i] = (float) scores[i];
        }
        int[] largest = Evaluation.classesOf(rounded, outputs);
        int mistakes = 0;
        for (int s = 0; s < program.samples(); s++) {
            boolean right = outputs == 1
                    ? (scores[s] > 0) == (program.targets().value(s, 0) > 0)
                    : program.targets().value(s, largest[s]) > 0;
            mistakes += right ? 0 : 1;
        }
        return (double) mistakes / program.samples();
    }
}
