package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.convolex.TrainingListener;
import org.convolex.bench.Stopwatch;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.exact.Architecture;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.exact.TrainedExactNetwork;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;

/**
 * The filters that architectures pick for 3 against 8 of the digits that come with the library, each at 0.03 of the largest
 * pull on its network without neurons as beta.
 *
 * @param images to train on
 * @param maxSeconds of each training
 * @param seed of all draws
 */
record BiasPart(int images, double maxSeconds, long seed) {
    private static final int PATCH = 3;
    private static final double BETA_SHARE = 0.03;
    private static final List<Architecture> ARCHITECTURES = List.of(
            Architecture.LINEAR,
            Architecture.CIRCULAR,
            Architecture.CIRCULAR_RELU,
            Architecture.RELU_AVERAGE,
            Architecture.RELU_MAX);

    List<Preference> run(Consumer<String> log, Workers workers) {
        DataSplit digits = DataSources.open("digits");
        Dataset all = digits.train().load();
        Dataset train = TwoDigits.of(all, images, 1);
        Dataset test = TwoDigits.of(digits.test().orElseThrow().load(), Integer.MAX_VALUE, 1);
        List<Preference> preferences = new ArrayList<>();
        for (Architecture architecture : ARCHITECTURES) {
            ExactSettings settings = ExactSettings.defaults()
                    .withArchitecture(architecture)
                    .withMaxSeconds(maxSeconds)
                    .withSeed(seed);
            if (!architecture.circular()) {
                settings = settings.withPatches(PATCH, 1, 0, 1);
            }
            double beta = BETA_SHARE * Programs.largestPull(train, settings, workers);
            Stopwatch watch = new Stopwatch();
            TrainedExactNetwork trained = new ExactTrainer(settings.withBeta(beta))
                    .train(train, "digits, 3 against 8", TrainingListener.NONE, workers);
            double seconds = watch.processorSeconds();
            NetworkProgram tested = Programs.of(test, trained.model().convolution(), beta, workers);
            double error = Programs.error(tested, trained.model().neurons(), workers);
            Preference preference = Preference.of(trained.model(), seconds, error, workers);
            preferences.add(preference);
            log.accept(String.format(
                    Locale.ROOT,
                    "%s, beta %.3g: %d neurons, relative gap %.2g, %.1f s",
                    architecture.label(),
                    beta,
                    preference.filters().size(),
                    preference.certificate().relativeGap(),
                    seconds));
        }
        return preferences;
    }
}
