package org.convolex.convotron;

import java.util.List;

/**
 * Runs {@link Convotron} for one or several networks on the same samples: each learns its filter for its own output weights.
 *
 * @param settings what to learn
 * @param scale steps and numbers of samples
 * @param listener hears of them
 */
record SecondStage(ConvotronSettings settings, Scale scale, ConvotronListener listener) {

    /**
     * Runs it.
     *
     * @param starts networks to begin with, with output weights of one length
     * @param round 0, or the round of refinement
     * @return a network each
     * @throws org.convolex.data.InvalidInputException if the stream ends or the steps diverge
     */
    List<OverlappingNetwork> run(List<OverlappingNetwork> starts, int round, Feed feed) {
        double[] weights = starts.get(0).weights();
        List<Convotron> learners = starts.stream()
                .map(network -> new Convotron(settings.windows(), settings.leak(), network.weights(), network.filter()))
                .toList();
        double eta = scale.secondStep(weights);
        long wanted = scale.secondSamples(weights);
        String name = round == 0 ? "stage 2" : "round " + round + " of the refinement";
        Reports reports = new Reports();
        long done = 0;
        while (done < wanted && listener.goOn()) {
            if (reports.due()) {
                listener.second(round, done, networks(learners));
            }
            Samples samples = feed.batch(wanted - done);
            double step = settings.steps().decayed(eta, done);
            for (Convotron learner : learners) {
                Divergence.check(name, learner.take(samples, step, feed.residuals()), scale.size(), step);
            }
            done += samples.count();
        }
        List<OverlappingNetwork> learned = networks(learners);
        listener.second(round, done, learned);
        return learned;
    }

    private static List<OverlappingNetwork> networks(List<Convotron> learners) {
        return learners.stream().map(Convotron::network).toList();
    }
}
