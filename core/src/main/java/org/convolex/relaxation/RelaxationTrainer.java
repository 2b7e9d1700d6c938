package org.convolex.relaxation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.convolex.Phase;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.TrainingClock;
import org.convolex.TrainingData;
import org.convolex.TrainingListener;
import org.convolex.certify.Certificate;
import org.convolex.certify.FilterRegion;
import org.convolex.certify.RelaxationCertifier;
import org.convolex.certify.RelaxationCertifier.Certified;
import org.convolex.certify.RelaxedProgram;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Vectors;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.SharedFilter;
import org.convolex.optim.Progress;
import org.convolex.optim.Status;
import org.convolex.patch.PixelScale;

/**
 * Trains a {@link SharedFilterNetwork}: solves the convex program of every direction, certifies each filter in the program of its
 * own, and keeps the one with the least training error.
 *
 * <p>Targets stay as they are, for blocks add up to them, and not to their deviations from a mean. So do the numbers of signals,
 * to which constraints on filters refer; pixels of images are brought to at most 1 in size.
 *
 * <p>The same data and settings give the same bits, whatever the number of threads, unless time or the listener ends the training.
 * Immutable and safe for use from many threads.
 *
 * @param settings what to train
 */
public record RelaxationTrainer(RelaxationSettings settings) {
    /** Trials after which time and listener are asked. */
    private static final int TRIALS_AT_A_TIME = 32;

    /**
     * Trains on images with one real target each.
     *
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images or targets cannot be learned from, targets rule out every filter, or no direction has
     *     led to one
     */
    public TrainedSharedFilter train(Dataset training, String dataName, TrainingListener listener, Workers workers) {
        TrainingData.requireLearnable(training);
        RealOutputs outputs = RealOutputs.asTheyAre(training, SharedFilterNetwork.METHOD);
        TrainingClock clock = new TrainingClock(settings.maxSeconds(), listener);
        clock.begin(Phase.PREPROCESS);
        requireReachable(training.targets().values());
        float fitted = PixelScale.fit(training);
        BlockLayout layout = settings.layout(training.shape(), training.shape().height() == 1 ? 1 : fitted);
        SharedFilter problem = SharedFilterNetwork.problem(training, layout, settings.activation(), workers);
        List<double[]> directions = settings.direction().draw(problem, settings.trials(), settings.seed());
        if (settings.direction() == Direction.DATA && Vectors.length(directions.get(0)) == 0) {
            throw new InvalidInputException("the data's own direction is zero: ask for random directions");
        }

        clock.begin(Phase.SOLVE);
        List<Trial> trials = solve(problem, directions, clock, workers);
        Trial best = RelaxationSolver.best(trials);
        requireFilter(best, trials, problem);

        clock.begin(Phase.CERTIFY);
        Certified[] certified = certified(problem, trials, training.hash(), layout, workers);
        Certificate certificate = certified[trials.indexOf(best)].certificate();
        Status status = clock.status(certificate, settings.gap(), Status.STALLED);
        SharedFilterNetwork model = new SharedFilterNetwork(
                layout,
                settings.activation(),
                settings.set(),
                best.direction(),
                best.filter(),
                reports(trials, certified, problem.samples()),
                outputs,
                certificate,
                Provenance.of(dataName, training, settings.seed(), status, settings.describe(layout)));
        int steps = trials.stream().mapToInt(Trial::steps).sum();
        return new TrainedSharedFilter(model, status, steps, clock.seconds());
    }

    private List<Trial> solve(SharedFilter problem, List<double[]> directions, TrainingClock clock, Workers workers) {
        RelaxationSolver solver = new RelaxationSolver(problem, settings.beta(), settings.set());
        double squares = Vectors.dot(problem.targets(), problem.targets()) / 2;
        List<Trial> trials = new ArrayList<>();
        int steps = 0;
        while (trials.size() < directions.size() && (trials.isEmpty() || !clock.hurry())) {
            int from = trials.size();
            int to = Math.min(directions.size(), from + TRIALS_AT_A_TIME);
            List<Trial> some = solver.trials(directions.subList(from, to), workers);
            trials.addAll(some);
            steps += some.stream().mapToInt(Trial::steps).sum();
            double error = RelaxationSolver.best(trials).residual();
            clock.onProgress(new Progress(steps, clock.elapsed(), error * error / 2, 0, squares));
        }
        if (trials.size() < directions.size()) {
            clock.note("stopped after %d of %d trials", trials.size(), directions.size());
        }
        return trials;
    }

    /** Of every trial with a filter, in the program of its own direction. */
    private Certified[] certified(
            SharedFilter problem, List<Trial> trials, String dataHash, BlockLayout layout, Workers workers) {
        FilterRegion region = Regions.of(settings.set());
        Certified[] certified = new Certified[trials.size()];
        try (Workers alone = new Workers(1)) {
            boolean apart = trials.size() >= workers.threads();
            IntConsumer certify = t -> {
                Trial trial = trials.get(t);
                if (trial.outcome().hasFilter()) {
                    String hash = SharedFilterNetwork.problemHash(
                            dataHash,
                            layout,
                            settings.activation(),
                            settings.set(),
                            settings.beta(),
                            trial.direction());
                    certified[t] = RelaxationCertifier.certify(
                            new RelaxedProgram(problem, trial.direction(), settings.beta(), region),
                            trial.filter(),
                            hash,
                            apart ? alone : workers);
                }
            };
            if (apart) {
                workers.forEach(certified.length, certify);
            } else {
                IntStream.range(0, certified.length).forEach(certify);
            }
        }
        return certified;
    }

    private static List<TrialReport> reports(List<Trial> trials, Certified[] certified, int samples) {
        List<TrialReport> reports = new ArrayList<>();
        for (int t = 0; t < certified.length; t++) {
            Trial trial = trials.get(t);
            reports.add(
                    trial.outcome().hasFilter()
                            ? new TrialReport(
                                    trial.outcome(),
                                    trial.residual() / Math.sqrt(samples),
                                    certified[t].missing(),
                                    certified[t].certificate().relativeGap())
                            : new TrialReport(trial.outcome(), Double.NaN, Double.NaN, Double.NaN));
        }
        return reports;
    }

    /** Without slack, an activation that gives no output below a target rules out every filter. */
    private void requireReachable(double[] targets) {
        Activation.Kind kind = settings.activation().kind();
        if (settings.beta() > 0 || kind == Activation.Kind.LEAKY_RELU) {
            return;
        }
        boolean above = kind == Activation.Kind.SOFTPLUS; // and never 0 itself
        int first = -1;
        int count = 0;
        for (int i = targets.length - 1; i >= 0; i--) {
            if (targets[i] < 0 || (above && targets[i] == 0)) {
                first = i;
                count++;
            }
        }
        if (count > 0) {
            throw new InvalidInputException(count + " of " + targets.length + " targets are "
                    + (above ? "0 or less" : "below 0") + ", the first " + targets[first] + " of image " + first
                    + ", which no filter's output under activation "
                    + settings.activation().label()
                    + " stays below: give a beta above 0 (--beta), which lets outputs exceed their targets");
        }
    }

    private static void requireFilter(Trial best, List<Trial> trials, SharedFilter problem) {
        if (best.outcome().hasFilter()) {
            return;
        }
        String counts = Arrays.stream(Outcome.values())
                .filter(outcome -> trials.stream().anyMatch(trial -> trial.outcome() == outcome))
                .map(outcome -> trials.stream()
                                .filter(trial -> trial.outcome() == outcome)
                                .count() + " " + outcome.words())
                .collect(Collectors.joining(", "));
        String advice = best.outcome() == Outcome.INFEASIBLE
                ? "no filter of the constraint set keeps its outputs below the targets: give a beta above 0 (--beta)"
                : problem.samples() + " samples do not bound filters of " + problem.dimension()
                        + " numbers in these directions: more samples, other directions (--trials) or a constraint"
                        + " (--constraint l2:R) do";
        throw new InvalidInputException("no filter from " + trials.size() + " trials (" + counts + "): " + advice);
    }
}
