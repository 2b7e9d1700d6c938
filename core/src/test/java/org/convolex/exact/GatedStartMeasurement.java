package org.convolex.exact;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convolex.Outputs;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.junit.jupiter.api.Test;

/**
 * Whether a gated network is a good start for one with rectifiers: no test, it runs by name only, and prints. Digits 0 to 4 against 5
 * to 9, beta 1, 3 x 3 patches.
 */
class GatedStartMeasurement {
    private static final int IMAGES = Integer.getInteger("convolex.images", 300);
    private static final int GATES = Integer.getInteger("convolex.gates", 20);
    private static final double SECONDS = Integer.getInteger("convolex.seconds", 400);

    @Test
    void measure() {
        Dataset digits = DataSources.open("digits").train().load(IMAGES);
        float[][] pixels = new float[IMAGES][digits.shape().size()];
        int[] labels = new int[IMAGES];
        for (int i = 0; i < IMAGES; i++) {
            digits.copyImage(i, pixels[i], 0);
            labels[i] = digits.label(i) < 5 ? 0 : 1;
        }
        Dataset images = Dataset.of(digits.shape(), pixels, labels, 2);
        try (Workers workers = new Workers(1)) {
            measure(images, workers);
        }
    }

    private static void measure(Dataset images, Workers workers) {
        ExactSettings settings = ExactSettings.defaults()
                .withArchitecture(Architecture.GATED_AVERAGE)
                .withPatterns(Patterns.sampled(GATES))
                .withPatches(3, 1, 0, 2)
                .withGap(1e-2);
        Convolution convolution = settings.convolution(images.shape(), 1 / 16f);
        NetworkProgram gated = program(images, convolution, workers);
        double before = processorSeconds();
        List<Neuron> network = new NetworkSolver(convolution, settings, session(1e-2, workers)).solve(gated, List.of());
        print("gated", gated, network, before, workers);

        Convolution rectifying = settings.withArchitecture(Architecture.RELU_AVERAGE)
                .withPatterns(Patterns.PRICED)
                .convolution(images.shape(), 1 / 16f);
        NetworkProgram rectified = program(images, rectifying, workers);
        before = processorSeconds();
        List<Neuron> decomposed = GatedDecomposition.neurons(gated, network, workers);
        print("decomposed", rectified, decomposed, before, workers);

        List<Neuron> filters = new ArrayList<>();
        for (Neuron neuron : network) {
            filters.add(new Neuron(neuron.filter(), neuron.weights()));
        }
        descend("descent from nothing", rectified, List.of(), workers);
        descend("descent from the decomposed", rectified, decomposed, workers);
        descend("descent from the gated filters", rectified, filters, workers);
    }

    private static void descend(String name, NetworkProgram program, List<Neuron> start, Workers workers) {
        double before = processorSeconds();
        Pricing pricing = new Pricing(program, 40, 1, workers);
        List<Neuron> network = new NetworkDescent(program, pricing, session(1e-3, workers)).train(start);
        print(name, program, network, before, workers);
    }

    private static NetworkProgram program(Dataset images, Convolution convolution, Workers workers) {
        return ExactNetwork.program(images, Outputs.of(images, new double[0]), convolution, "logistic", 1, workers);
    }

    private static SolverSession session(double gap, Workers workers) {
        SolverSession session = new SolverSession(SECONDS, gap, TrainingListener.NONE, workers);
        session.begin(Phase.SOLVE);
        return session;
    }

    private static double processorSeconds() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                        .getProcessCpuTime()
                * 1e-9;
    }

    private static void print(
            String name, NetworkProgram program, List<Neuron> network, double before, Workers workers) {
        System.out.printf(
                Locale.ROOT,
                "%-30s %4d neurons, objective %.4f, weight decay %.4f, %.1f s of processor time%n",
                name,
                network.size(),
                program.objective(network, workers),
                program.penalty(network),
                processorSeconds() - before);
    }
}
