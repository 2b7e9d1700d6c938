package org.convolex.ccnn;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import org.convolex.Provenance;
import org.convolex.certify.Certificate;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.Bandwidth;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.Progress;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solution;
import org.convolex.optim.Solver;
import org.convolex.optim.Solvers;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.WorkingSetSolver;
import org.convolex.patch.ContrastNormalization;
import org.convolex.patch.PatchExtractor;
import org.convolex.patch.PatchGrid;
import org.convolex.patch.ZcaWhitening;
import org.jspecify.annotations.Nullable;

/**
 * Trains a one-layer {@link ConvexifiedCnn}: algorithm 1 of the paper, with program (12) solved to a certified gap.
 *
 * <ol>
 *   <li>Preprocessing is fitted to the training images.
 *   <li>Where gamma is left open, each candidate runs a path over R on a subsample; the best on validation images stays.
 *   <li>Where R is left open, one path on all training images but those held out chooses it.
 *   <li>The program on all training images is solved to the asked gap, and certified.
 * </ol>
 *
 * <p>The same data, settings and machine give the same bits, whatever the number of threads, unless time or the listener
 * ends the training. Immutable and safe for use from many threads.
 *
 * @param settings what to train
 */
public record ConvexifiedCnnTrainer(CcnnSettings settings) {
    /** Images from which whitening, means and scales are estimated: each has many patches. */
    private static final int FITTING_IMAGES = 1000;

    /** Images on which gammas are compared. */
    static final int GAMMA_IMAGES = 2500;

    /** How often the solver is asked for more, where the certificate falls short of what it believed. */
    private static final int CERTIFICATION_ROUNDS = 3;

    /** Trains and holds a share of the training images out for what is to be chosen. */
    public TrainedCnn train(Dataset training, String dataName, TrainingListener listener, Workers workers) {
        return train(training, null, dataName, listener, workers);
    }

    /**
     * Trains on labelled images.
     *
     * @param training images with at least two different labels
     * @param validation images to choose on, or null to hold out a share of the training images
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images or labels cannot be learned from, or memory does not suffice
     */
    public TrainedCnn train(
            Dataset training,
            @Nullable Dataset validation,
            String dataName,
            TrainingListener listener,
            Workers workers) {
        return train(training, new double[0], validation, dataName, listener, workers);
    }

    /**
     * Trains on labelled images of which some count more than others.
     *
     * @param training images with at least two different labels
     * @param imageWeights one an image, finite and at least 0, of which only proportions matter; empty: all count alike.
     *     They multiply the class weights of the settings
     * @param validation images to choose on, or null to hold out a share of the training images
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images, labels or weights cannot be learned from, or memory does not suffice
     */
    public TrainedCnn train(
            Dataset training,
            double[] imageWeights,
            @Nullable Dataset validation,
            String dataName,
            TrainingListener listener,
            Workers workers) {
        return new Run(training, imageWeights, validation, dataName, listener, workers).train();
    }

    /** One training. */
    private final class Run {
        private final Dataset given;
        private final Weighting givenWeighting;
        private final Dataset training;
        private final Weighting weighting;
        private final @Nullable Dataset validation;
        private final String dataName;
        private final TrainingListener listener;
        private final Workers workers;
        private final SampleStorage storage;
        private final Stopwatch stopwatch = new Stopwatch();
        private boolean stopRequested;

        Run(
                Dataset training,
                double[] imageWeights,
                @Nullable Dataset validation,
                String dataName,
                TrainingListener listener,
                Workers workers) {
            Labels.requireLearnable(training);
            this.given = training;
            if (imageWeights.length != 0 && imageWeights.length != training.size()) {
                throw new InvalidInputException(
                        "image weights: " + imageWeights.length + " given for " + training.size() + " images");
            }
            this.givenWeighting = new Weighting(settings.classWeights().resolve(training), imageWeights.clone());
            int[] order = shuffled(training.size());
            this.training = training.subset(order);
            this.weighting = givenWeighting.reordered(order);
            if (validation != null) {
                Labels.requireSameKind(validation, training);
            }
            this.validation = validation == null ? null : validation.withClassNames(training.classNames());
            this.dataName = dataName;
            this.listener = listener;
            this.workers = workers;
            this.storage = MemoryPlan.of(training.shape(), training.size(), training.classes(), settings)
                    .storage();
        }

        TrainedCnn train() {
            begin(Phase.PREPROCESS);
            PatchGrid grid = settings.grid(training.shape());
            PatchExtractor extractor =
                    PatchExtractor.fit(training, grid, new ContrastNormalization(settings.contrast()), settings.pool());
            ZcaWhitening whitening =
                    ZcaWhitening.fit(training, extractor, settings.whitening(), FITTING_IMAGES, workers);

            Candidate candidate = choose(extractor, whitening);
            FittedFeatures fitted = candidate.fitted();
            double radius = settings.radius();
            double validError = Double.NaN;
            Start start =
                    new Start(new double[training.classes() * fitted.samples().rowLength()], Double.NaN);
            RadiusPath path = candidate.path();
            if (path != null) {
                RadiusPath.Step chosen = path.best();
                radius = chosen.radius();
                validError = chosen.validError();
                Start restricted = chosen.solution().asStart();
                start = new Start(
                        fitted.set().directions().lift(restricted.point(), workers), restricted.stepConstant());
            }

            begin(Phase.SOLVE);
            NuclearNormProgram program = new NuclearNormProgram(
                    fitted.samples(), weighting.targets(training), settings.loss(), new NuclearNormBall(radius));
            return solveAndCertify(program, fitted, start, validError);
        }

        /** Features of all training images for the chosen gamma, and the path that chose R, if it was left open. */
        private Candidate choose(PatchExtractor extractor, ZcaWhitening whitening) {
            double gamma = settings.gamma();
            Candidate chosen = null;
            if (Double.isNaN(gamma)) {
                begin(Phase.CHOOSE);
                chosen = chooseGamma(extractor, whitening);
                gamma = chosen.fitted().pipeline().map().gamma();
                chosen = chosen.fitted().samples().samples() < training.size() ? null : chosen;
            }
            if (chosen == null) {
                begin(Phase.FEATURES);
                FittedFeatures fitted = fit(training, extractor, whitening, gamma);
                chosen = new Candidate(fitted, null);
                if (Double.isNaN(settings.radius())) {
                    begin(Phase.CHOOSE);
                    chosen = new Candidate(fitted, path(fitted, RadiusPath.GAP));
                }
            }
            report(chosen.path());
            return chosen;
        }

        /** The gamma with the least validation loss on a subsample: the error alone is too coarse to tell them apart. */
        private Candidate chooseGamma(PatchExtractor extractor, ZcaWhitening whitening) {
            double median = Bandwidth.medianSquaredDistance(training, extractor, whitening, settings.seed());
            Dataset part = training.head(GAMMA_IMAGES);
            double gap = part.size() < training.size() ? RadiusPath.ROUGH_GAP : RadiusPath.GAP;
            AtomicReference<@Nullable Candidate> best = new AtomicReference<>();
            double chosen = GammaSearch.search(median, gamma -> {
                Candidate before = best.get();
                if (before != null && (stopRequested || secondsLeft() <= 0)) {
                    return Double.POSITIVE_INFINITY;
                }
                FittedFeatures fitted = fit(part, extractor, whitening, gamma);
                RadiusPath path = path(fitted, gap);
                RadiusPath.Step step = path.best();
                if (before == null || step.validLoss() < before.validLoss()) {
                    best.set(new Candidate(fitted, path));
                }
                note(
                        "gamma %.3g: validation error %.2f %%, loss %.4f at R = %.3g, on %d images",
                        gamma, 100 * step.validError(), step.validLoss(), step.radius(), part.size());
                return step.validLoss();
            });
            note("gamma %.3g chosen", chosen);
            return Objects.requireNonNull(best.get());
        }

        private void report(@Nullable RadiusPath path) {
            if (path == null) {
                return;
            }
            for (RadiusPath.Step step : path.steps()) {
                note(
                        "R = %.3g: validation error %.2f %%, loss %.4f, training objective %.4g",
                        step.radius(),
                        100 * step.validError(),
                        step.validLoss(),
                        step.solution().objective());
            }
            note("R = %.3g chosen", path.best().radius());
        }

        private void note(String format, Object... values) {
            listener.onNote(String.format(Locale.ROOT, format, values));
        }

        private RadiusPath path(FittedFeatures fitted, double gap) {
            ValidationSplit split =
                    ValidationSplit.of(fitted, weighting, validation, settings.validationShare(), workers);
            return RadiusPath.run(
                    split, settings.loss(), solver(), settings.radius(), gap, secondsLeft(), this::onProgress, workers);
        }

        /** Of restricted programs. */
        private Solver solver() {
            return Solvers.byName(settings.solver(), storage, settings.seed());
        }

        private FittedFeatures fit(Dataset images, PatchExtractor extractor, ZcaWhitening whitening, double gamma) {
            RandomFourierFeatures map =
                    RandomFourierFeatures.draw(gamma, whitening.dimension(), settings.features(), settings.seed());
            FeaturePipeline pipeline = FeaturePipeline.fit(images, extractor, whitening, map, FITTING_IMAGES, workers);
            return FittedFeatures.of(pipeline, images, settings.directions(), storage, workers);
        }

        /** Solves, certifies, and asks the solver for more where double precision sees less than it believed. */
        private TrainedCnn solveAndCertify(
                NuclearNormProgram program, FittedFeatures fitted, Start start, double validError) {
            WorkingSetSolver solver = new WorkingSetSolver(solver(), fitted.set());
            double radius = program.ball().radius();
            String problem = ProblemHash.of(
                    given.hash(), fitted.pipeline(), settings.loss().name(), givenWeighting, radius);
            Start from = start;
            double gap = settings.gap();
            int iterations = 0;
            for (int round = 1; ; round++) {
                StoppingRule rule = StoppingRule.gap(gap).withMaxSeconds(Math.max(1e-9, secondsLeft()));
                Solution solution = solver.solve(program, from, rule, this::onProgress, workers);
                iterations += solution.iterations();

                begin(Phase.CERTIFY);
                FactoredPoint weights =
                        FactoredPoint.of(solution.point(), fitted.pipeline().features(), program.ball(), workers);
                Certificate certificate = FrankWolfeCertifier.certify(program, weights, problem, workers);
                boolean certified = certificate.certifies(settings.gap());
                if (certified || solution.status() != Status.GAP_REACHED || round == CERTIFICATION_ROUNDS) {
                    Status status = status(certified, certificate, solution.status());
                    ConvexifiedCnn model = new ConvexifiedCnn(
                            fitted.pipeline(),
                            weights,
                            settings.loss().name(),
                            givenWeighting,
                            training.classNames(),
                            certificate,
                            provenance(status, fitted.pipeline(), radius));
                    return new TrainedCnn(model, status, iterations, validError, stopwatch.stop());
                }
                begin(Phase.SOLVE);
                from = solution.asStart();
                gap /= 2;
            }
        }

        private Status status(boolean certified, Certificate certificate, Status believed) {
            if (certified) {
                return Status.GAP_REACHED;
            }
            if (certificate.numericalTrouble()) {
                return Status.NUMERICAL_TROUBLE;
            }
            return believed == Status.GAP_REACHED ? Status.STALLED : believed;
        }

        private Provenance provenance(Status status, FeaturePipeline pipeline, double radius) {
            Map<String, String> chosen = settings.toMap();
            chosen.put("patch", Integer.toString(pipeline.extractor().grid().size()));
            chosen.put("gamma", Double.toString(pipeline.map().gamma()));
            chosen.put("radius", Double.toString(radius));
            return new Provenance(
                    Provenance.libraryVersion(),
                    Provenance.thisPlatform(),
                    dataName,
                    given.hash(),
                    given.size(),
                    settings.seed(),
                    status.name(),
                    chosen);
        }

        /** Held-out images are the last ones, so the order must not depend on how the data was sorted. */
        private int[] shuffled(int size) {
            SplittableRandom random = new SplittableRandom(settings.seed());
            int[] order = new int[size];
            for (int i = 0; i < size; i++) {
                int j = random.nextInt(i + 1);
                order[i] = order[j];
                order[j] = i;
            }
            return order;
        }

        private boolean onProgress(Progress progress) {
            stopRequested |= !listener.onProgress(progress);
            return !stopRequested;
        }

        private double secondsLeft() {
            return settings.maxSeconds() - stopwatch.seconds();
        }

        private void begin(Phase phase) {
            stopwatch.begin(phase);
            listener.onPhase(phase);
        }
    }

    /** Features for one gamma, and the path over R on them; no path where R is given. */
    private record Candidate(
            FittedFeatures fitted, @Nullable RadiusPath path) {
        double validLoss() {
            return path == null ? Double.POSITIVE_INFINITY : path.best().validLoss();
        }
    }

    /** The time of each phase. */
    private static final class Stopwatch {
        private final long start = System.nanoTime();
        private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
        private @Nullable Phase phase;
        private long since = start;

        void begin(Phase next) {
            stop();
            phase = next;
        }

        Map<Phase, Double> stop() {
            long now = System.nanoTime();
            if (phase != null) {
                seconds.merge(phase, (now - since) * 1e-9, Double::sum);
            }
            since = now;
            phase = null;
            return seconds;
        }

        double seconds() {
            return (System.nanoTime() - start) * 1e-9;
        }
    }
}
