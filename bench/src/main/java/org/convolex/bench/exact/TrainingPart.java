package org.convolex.bench.exact;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.convolex.bench.PyTorch;
import org.convolex.exact.ExactSettings;
import org.convolex.exact.ExactTrainer;
import org.convolex.exact.TrainedExactNetwork;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;

/**
 * Networks of relu-average by their exact program and by back-propagation.
 *
 * @param seeds of Adam at each rate
 * @param mostEpochs of a run of back-propagation
 * @param maxSeconds of exact training
 * @param seed of exact training
 */
record TrainingPart(int seeds, int mostEpochs, double maxSeconds, long seed) {
    private static final int FEWEST_NEURONS = 50;
    private static final double[] ADAM_RATES = {1e-3, 3e-3, 1e-2, 3e-2};
    private static final double[] SGD_RATES = {0.01, 0.03, 0.1, 0.3, 1};

    TrainingRun run(TrainingTask task, Consumer<String> log, Workers workers) {
        ExactSettings settings = ExactSettings.defaults()
                .withPatches(task.patch(), 1, 0, 1)
                .withBeta(task.beta())
                .withMaxSeconds(maxSeconds)
                .withSeed(seed);
        TrainingRun.Curve curve = new TrainingRun.Curve(log);
        TrainedExactNetwork trained = new ExactTrainer(settings).train(task.train(), task.name(), curve, workers);
        double seconds = curve.seconds();
        NetworkProgram program = Programs.of(task.train(), trained.model().convolution(), task.beta(), workers);
        NetworkProgram test = Programs.of(task.test(), trained.model().convolution(), task.beta(), workers);
        double trainError = Programs.error(program, trained.model().neurons(), workers);
        double testError = Programs.error(test, trained.model().neurons(), workers);
        int width = Math.max(FEWEST_NEURONS, trained.model().neurons().size());
        log.accept(String.format(
                Locale.ROOT,
                "%s, beta %.3g: objective %.6g, bound %.6g, %d neurons, %.1f s, test error %.2f %%",
                task.title(),
                task.beta(),
                trained.model().certificate().objective(),
                trained.model().certificate().lowerBound(),
                trained.model().neurons().size(),
                seconds,
                100 * testError));
        List<BackPropagation.Run> others = new ArrayList<>();
        Map<BackPropagation.Run, Double> errors = new IdentityHashMap<>();
        if (PyTorch.available() && mostEpochs > 0) {
            BackPropagation descent = new BackPropagation(program, width, mostEpochs, workers);
            for (double rate : ADAM_RATES) {
                for (int i = 0; i < seeds; i++) {
                    others.add(logged(descent.run(BackPropagation.Method.ADAM, rate, seed + i), log));
                }
            }
            for (double rate : SGD_RATES) {
                others.add(logged(descent.run(BackPropagation.Method.SGD, rate, seed), log));
            }
            for (BackPropagation.Run run : others) {
                errors.put(run, Programs.error(test, run.network(), workers));
            }
        }
        return new TrainingRun(
                task,
                trained.model(),
                seconds,
                seconds - curve.certifyStart(),
                curve.points(),
                trainError,
                testError,
                List.copyOf(others),
                errors,
                width);
    }

    private static BackPropagation.Run logged(BackPropagation.Run run, Consumer<String> log) {
        log.accept(String.format(
                Locale.ROOT,
                "%s: objective %.6g, %d epochs, %.1f s",
                run.name(),
                run.objective(),
                run.epochs(),
                run.seconds()));
        return run;
    }
}
