package org.convolex.ccnn;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.convolex.Provenance;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.Bandwidth;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.linalg.Workers;
import org.convolex.optim.AcceleratedProjectedGradient;
import org.convolex.optim.Directions;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.Progress;
import org.convolex.optim.RestrictedSamples;
import org.convolex.optim.SampleRange;
import org.convolex.optim.Solution;
import org.convolex.optim.Start;
import org.convolex.optim.Status;
import org.convolex.optim.StoppingRule;
import org.convolex.optim.Targets;
import org.convolex.optim.WorkingSet;
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
 *   <li>Where gamma or R are left open, they are chosen: each gamma near the data's own scale runs a path over R on a
 *       subsample, and the best on validation images is taken; then one path on all training images chooses R.
 *   <li>The program on all training images, those held out included, is solved to the asked gap, and certified.
 * </ol>
 *
 * <p>The same data, settings and machine give the same bits, whatever the number of threads. Immutable and safe for use
 * from many threads.
 *
 * @param settings what to train
 */
public record ConvexifiedCnnTrainer(CcnnSettings settings) {
    /** Images from which whitening, means and scales are estimated: each has hundreds of patches. */
    private static final int FITTING_IMAGES = 2000;

    /** Images on which gammas are compared. */
    private static final int GAMMA_IMAGES = 4000;

    /** Gammas to try, over 1 / median squared distance. */
    private static final double[] GAMMA_FACTORS = {0.5, 1, 2};

    /** How often the solver is asked for more where the certificate, in double precision, falls short of its belief. */
    private static final int CERTIFICATION_ROUNDS = 3;

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
        return new Run(training, validation, dataName, listener, workers).train();
    }

    /** One training. */
    private final class Run {
        private final Dataset given;
        private final Dataset training;
        private final @Nullable Dataset validation;
        private final String dataName;
        private final TrainingListener listener;
        private final Workers workers;
        private final MemoryPlan plan;
        private final long startNanos = System.nanoTime();

        private final Map<Phase, Double> seconds = new EnumMap<>(Phase.class);
        private long phaseNanos = startNanos;
        private @Nullable Phase phase;
        private boolean stopRequested;

        Run(
                Dataset training,
                @Nullable Dataset validation,
                String dataName,
                TrainingListener listener,
                Workers workers) {
            requireLearnable(training);
            this.given = training;
            this.training = training.subset(shuffledIndices(training.size(), settings.seed()));
            this.validation = validation == null ? null : validation.withClassNames(training.classNames());
            this.dataName = dataName;
            this.listener = listener;
            this.workers = workers;
            this.plan =
                    MemoryPlan.of(training.shape(), training.size(), training.classes(), settings, workers.threads());
        }

        TrainedCnn train() {
            begin(Phase.PREPROCESS);
            PatchGrid grid =
                    new PatchGrid(training.shape(), settings.patch(), settings.stride(), settings.padding());
            PatchExtractor extractor = PatchExtractor.fit(
                    training, grid, new ContrastNormalization(settings.contrast()), settings.pool());
            ZcaWhitening whitening =
                    ZcaWhitening.fit(training, extractor, settings.whitening(), FITTING_IMAGES, workers);

            begin(Phase.CHOOSE);
            double gamma = settings.gamma();
            if (Double.isNaN(gamma)) {
                gamma = chooseGamma(extractor, whitening);
            }

            begin(Phase.FEATURES);
            FeaturePipeline pipeline = pipeline(training, extractor, whitening, gamma);
            ImageFeatures samples = new ImageFeatures(training, pipeline);
            Directions directions = Directions.principal(samples, settings.directions(), workers);
            WorkingSet set = WorkingSet.of(samples, directions, plan.storage(), workers);

            double radius = settings.radius();
            double validError = Double.NaN;
            Start start = new Start(new double[training.classes() * samples.rowLength()], Double.NaN);
            if (Double.isNaN(radius)) {
                begin(Phase.CHOOSE);
                RadiusPath path = radiusPath(training, set);
                RadiusPath.Step best = path.best();
                radius = best.radius();
                validError = best.validError();
                start = new Start(
                        directions.lift(best.solution().point(), workers),
                        best.solution().stepConstant());
            }

            begin(Phase.SOLVE);
            NuclearNormProgram program = new NuclearNormProgram(
                    samples, targets(training), settings.loss(), new NuclearNormBall(radius));
            return solveAndCertify(program, set, start, pipeline, validError);
        }

        private TrainedCnn solveAndCertify(
                NuclearNormProgram program,
                WorkingSet set,
                Start start,
                FeaturePipeline pipeline,
                double validError) {
            WorkingSetSolver solver = new WorkingSetSolver(new AcceleratedProjectedGradient(), set);
            String problem = problemHash(pipeline, program.ball().radius());
            double gap = settings.gap();
            int iterations = 0;
            for (int round = 1; ; round++) {
                StoppingRule rule = StoppingRule.gap(gap).withMaxSeconds(secondsLeft());
                Solution solution = solver.solve(program, start, rule, this::onProgress, workers);
                iterations += solution.iterations();

                begin(Phase.CERTIFY);
                FactoredPoint weights = FactoredPoint.of(
                        solution.point(), program.samples().features(), program.ball(), workers);
                Certificate certificate =
                        org.convolex.certify.FrankWolfeCertifier.certify(program, weights, problem, workers);
                boolean certified = certificate.certifies(settings.gap());
                if (certified || solution.status() != Status.GAP_REACHED || round == CERTIFICATION_ROUNDS) {
                    Status status = status(certified, certificate, solution.status());
                    begin(null);
                    return new TrainedCnn(
                            new ConvexifiedCnn(
                                    pipeline,
                                    weights,
                                    settings.loss().name(),
                                    training.classNames(),
                                    certificate,
                                    provenance(status, pipeline, program.ball().radius())),
                            status,
                            iterations,
                            validError,
                            seconds);
                }
                begin(Phase.SOLVE);
                start = solution.asStart();
                gap /= 2;
            }
        }

        private static Status status(boolean certified, Certificate certificate, Status believed) {
            if (certified) {
                return Status.GAP_REACHED;
            }
            if (certificate.numericalTrouble()) {
                return Status.NUMERICAL_TROUBLE;
            }
            return believed == Status.GAP_REACHED ? Status.STALLED : believed;
        }

        /** The gamma whose path reaches the fewest validation errors on a subsample. */
        private double chooseGamma(PatchExtractor extractor, ZcaWhitening whitening) {
            double median =
                    Bandwidth.medianSquaredDistance(training, extractor, whitening, settings.seed());
            Dataset part = training.head(GAMMA_IMAGES);
            double chosen = Double.NaN;
            RadiusPath.@Nullable Step best = null;
            for (double factor : GAMMA_FACTORS) {
                double gamma = rounded(factor / median);
                ImageFeatures samples = new ImageFeatures(part, pipeline(part, extractor, whitening, gamma));
                Directions directions = Directions.principal(samples, settings.directions(), workers);
                RadiusPath path = radiusPath(part, WorkingSet.of(samples, directions, plan.storage(), workers));
                RadiusPath.Step step = path.best();
                listener.onNote(String.format(
                        "gamma %.3g: best radius %.3g, validation error %.2f %%, loss %.4f (on %d images)",
                        gamma, step.radius(), 100 * step.validError(), step.validLoss(), part.size()));
                if (best == null || step.validLoss() < best.validLoss()) {
                    best = step;
                    chosen = gamma;
                }
                if (stopRequested || secondsLeft() <= 1e-3) {
                    break;
                }
            }
            return chosen;
        }

        private RadiusPath radiusPath(Dataset images, WorkingSet set) {
            int blocks = set.restricted().blocks();
            RadiusPath path;
            if (validation == null) {
                int held = Math.max(1, (int) Math.round(settings.validationShare() * blocks));
                SampleRange kept = new SampleRange(set.restricted(), 0, blocks - held);
                SampleRange out = new SampleRange(set.restricted(), blocks - held, held);
                Dataset keptImages = images.head(kept.samples());
                Dataset outImages = images.subset(range(kept.samples(), images.size()));
                path = path(kept, keptImages, new RadiusPath.Validation(out, targets(outImages)));
            } else {
                FeaturePipeline pipeline = ((ImageFeatures) ((RestrictedSamples) set.source()).source()).pipeline();
                WorkingSet out = WorkingSet.of(
                        new ImageFeatures(validation, pipeline), set.directions(), plan.storage(), workers);
                path = path(
                        set.restricted(), images, new RadiusPath.Validation(out.restricted(), targets(validation)));
            }
            return path;
        }

        private RadiusPath path(
                org.convolex.optim.SampleMatrices samples, Dataset images, RadiusPath.Validation judge) {
            return RadiusPath.run(
                    samples,
                    targets(images),
                    settings.loss(),
                    judge,
                    settings.radius(),
                    secondsLeft(),
                    this::onProgress,
                    workers);
        }

        private FeaturePipeline pipeline(
                Dataset images, PatchExtractor extractor, ZcaWhitening whitening, double gamma) {
            RandomFourierFeatures map = RandomFourierFeatures.draw(
                    gamma, whitening.dimension(), settings.features(), settings.seed());
            return FeaturePipeline.fit(images, extractor, whitening, map, FITTING_IMAGES, workers);
        }

        private boolean onProgress(Progress progress) {
            stopRequested |= !listener.onProgress(progress);
            return !stopRequested;
        }

        private double secondsLeft() {
            return Math.max(1e-3, settings.maxSeconds() - (System.nanoTime() - startNanos) * 1e-9);
        }

        private void begin(@Nullable Phase next) {
            long now = System.nanoTime();
            if (phase != null) {
                seconds.merge(phase, (now - phaseNanos) * 1e-9, Double::sum);
            }
            phaseNanos = now;
            phase = next;
            if (next != null) {
                listener.onPhase(next);
            }
        }

        private String problemHash(FeaturePipeline pipeline, double radius) {
            return "";
        }

        private Provenance provenance(Status status, FeaturePipeline pipeline, double radius) {
            Map<String, String> chosen = new TreeMap<>();
            chosen.put("gap", Double.toString(settings.gap()));
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
    }
}
