package org.convolex.convotron;

import java.util.List;

/**
 * Rounds after stage 2. For a given filter, targets are linear in the output weights: least squares for these, then further steps
 * of {@link Convotron} for the filter, by turns. Beyond the paper.
 *
 * @param settings what to learn
 * @param scale steps and numbers of samples
 * @param listener hears of it
 */
record Refinement(ConvotronSettings settings, Scale scale, ConvotronListener listener) {
    /** Samples of a regression for each output weight, at least. */
    private static final int SAMPLES_A_WEIGHT = 20;

    /**
     * Runs all rounds.
     *
     * @throws org.convolex.data.InvalidInputException if the stream ends or the steps diverge
     */
    OverlappingNetwork run(OverlappingNetwork start, Feed feed) {
        SecondStage stage = new SecondStage(settings, scale, listener);
        OverlappingNetwork network = start;
        for (int round = 1; round <= settings.refinements() && listener.goOn(); round++) {
            double[] weights = regression(network, feed);
            OverlappingNetwork next =
                    new OverlappingNetwork(settings.windows(), settings.leak(), network.filter(), weights);
            network = stage.run(List.of(next), round, feed).get(0);
        }
        return network;
    }

    private double[] regression(OverlappingNetwork network, Feed feed) {
        LeastSquares regression = new LeastSquares(network);
        int wanted = Math.max(
                settings.samples().regression(),
                SAMPLES_A_WEIGHT * settings.windows().patches());
        for (int done = 0; done < wanted; ) {
            Samples samples = feed.bulk(wanted - done);
            regression.take(samples);
            done += samples.count();
        }
        return regression.weights();
    }
}
