package org.convolex.ccnn;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.convolex.Phase;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Solver;
import org.convolex.optim.Solvers;
import org.convolex.optim.Start;
import org.jspecify.annotations.Nullable;

/**
 * Trains one layer: fits its features, chooses gamma and R where they are left open, solves program (12) and certifies.
 *
 * @param session of the training that this layer belongs to
 * @param number of the layer, 1 for the one that sees the images
 * @param memory how its features are held
 */
record LayerTrainer(TrainingSession session, int number, MemoryPlan.Layer memory) {
    /** Images on which settings are compared. */
    static final int COMPARED_IMAGES = 2500;

    /** Features while settings are compared: which is better shows with fewer, too. */
    private static final int COMPARED_FEATURES = 500;

    /** Trains on all images of the input. */
    TrainedLayer train(LayerInput input) {
        session.begin(Phase.PREPROCESS);
        Preprocessing preprocessing = Preprocessing.fit(input.training(), settings(), number, workers());
        Candidate candidate = choose(input, preprocessing);
        FittedFeatures fitted = candidate.fitted();
        double radius = candidate.radius();
        double validError = Double.NaN;
        Start start = new Start(
                new double[input.training().outputs() * fitted.samples().rowLength()], Double.NaN);
        RadiusPath path = candidate.path();
        if (path != null) {
            RadiusPath.Step chosen = path.best();
            validError = chosen.validError();
            Start restricted = chosen.solution().asStart();
            start = new Start(fitted.set().directions().lift(restricted.point(), workers()), restricted.stepConstant());
        }
        session.begin(Phase.SOLVE);
        return solveAndCertify(input, fitted, radius, start, validError);
    }

    /**
     * The least validation loss along a path over R on some of the images, as if this were the last layer: to compare what
     * the layer below may give it. Gamma, where it is left open, is the scale of the data.
     */
    double judge(LayerInput input) {
        LayerInput part = input.sample(COMPARED_IMAGES, session.settings().validationShare());
        Preprocessing preprocessing = Preprocessing.fit(part.training(), settings(), number, workers());
        double gamma = settings().choosesGamma()
                ? firstGamma(part.training(), preprocessing)
                : settings().gamma();
        FittedFeatures fitted = fit(
                part.training(),
                preprocessing,
                settings().withAtMost(COMPARED_FEATURES),
                gamma,
                SampleStorage.RECOMPUTED);
        return path(fitted, part, RadiusPath.ROUGH_GAP).best().validLoss();
    }

    private LayerSettings settings() {
        return session.settings().layer(number);
    }

    private Workers workers() {
        return session.workers();
    }

    /**
     * Features of all training images for the chosen gamma, with the chosen R. The last layer chooses R on all images but
     * those held out; a hidden one is content with what the comparison on some images says, scaled to all of them.
     */
    private Candidate choose(LayerInput input, Preprocessing preprocessing) {
        double gamma = settings().gamma();
        double radius = settings().radius();
        if (settings().choosesGamma() || settings().choosesRadius() && hidden()) {
            session.begin(Phase.CHOOSE);
            Candidate compared = compare(input, preprocessing);
            if (compared.fitted().images().size() == input.training().size()) {
                report(compared.path());
                return compared;
            }
            gamma = compared.fitted().pipeline().map().kernel().gamma();
            if (hidden() && settings().choosesRadius()) {
                radius = RadiusPath.scaled(
                        compared.radius(),
                        compared.fitted().images().size(),
                        input.training().size());
                session.note("R = %.3g for all images", radius);
            }
        }
        session.begin(Phase.FEATURES);
        FittedFeatures fitted = fit(input.training(), preprocessing, settings(), gamma, memory.features());
        if (!Double.isNaN(radius)) {
            return new Candidate(fitted, radius, null);
        }
        session.begin(Phase.CHOOSE);
        RadiusPath path = path(fitted, input, RadiusPath.GAP);
        report(path);
        return Candidate.of(fitted, path);
    }

    /** The gamma with the least validation loss on a subsample: the error alone is too coarse to tell them apart. */
    private Candidate compare(LayerInput input, Preprocessing preprocessing) {
        LayerInput part = input.sample(COMPARED_IMAGES, session.settings().validationShare());
        boolean whole = part.training().size() == input.training().size();
        LayerSettings compared = whole ? settings() : settings().withAtMost(COMPARED_FEATURES);
        double gap = whole ? RadiusPath.GAP : RadiusPath.ROUGH_GAP;
        AtomicReference<@Nullable Candidate> best = new AtomicReference<>();
        DoublingSearch.Judge judge = gamma -> {
            Candidate before = best.get();
            if (before != null && session.hurry()) {
                return Double.POSITIVE_INFINITY;
            }
            FittedFeatures fitted = fit(
                    part.training(),
                    preprocessing,
                    compared,
                    gamma,
                    whole ? memory.features() : SampleStorage.RECOMPUTED);
            RadiusPath path = path(fitted, part, gap);
            RadiusPath.Step step = path.best();
            if (before == null || step.validLoss() < before.validLoss()) {
                best.set(Candidate.of(fitted, path));
            }
            session.note(
                    "gamma %.3g: validation %s, loss %.4f at R = %.3g, on %d images",
                    gamma,
                    session.measure().words(step.validError()),
                    step.validLoss(),
                    step.radius(),
                    part.training().size());
            return step.validLoss();
        };
        if (settings().choosesGamma()) {
            double chosen = DoublingSearch.search(firstGamma(input.training(), preprocessing), judge);
            session.note("gamma %.3g chosen", chosen);
        } else {
            judge.loss(settings().gamma());
        }
        return Objects.requireNonNull(best.get());
    }

    private double firstGamma(Dataset images, Preprocessing preprocessing) {
        return SampledFits.SCALE
                / preprocessing.medianSquaredDistance(images, session.settings().seed());
    }

    private void report(@Nullable RadiusPath path) {
        if (path == null) {
            return;
        }
        for (RadiusPath.Step step : path.steps()) {
            session.note(
                    "R = %.3g: validation %s, loss %.4f, training objective %.4g",
                    step.radius(),
                    session.measure().words(step.validError()),
                    step.validLoss(),
                    step.solution().objective());
        }
        session.note("R = %.3g chosen", path.best().radius());
    }

    private RadiusPath path(FittedFeatures fitted, LayerInput input, double gap) {
        CcnnSettings all = session.settings();
        ValidationSplit split =
                ValidationSplit.of(fitted, input.weighting(), input.validation(), all.validationShare(), workers());
        return RadiusPath.run(
                split,
                session.loss(),
                session.measure(),
                solver(),
                settings().radius(),
                gap,
                session.secondsLeft(),
                session::onProgress,
                workers());
    }

    private Solver solver() {
        return session.settings().solver(number, memory.restricted());
    }

    private boolean hidden() {
        return number < session.settings().layers().size();
    }

    private FittedFeatures fit(
            Dataset images, Preprocessing preprocessing, LayerSettings layer, double gamma, SampleStorage held) {
        FeaturePipeline pipeline = preprocessing.pipeline(images, layer, gamma, session.settings(), workers());
        return FittedFeatures.of(pipeline, images, layer.directions(), held, memory.restricted(), workers());
    }

    private TrainedLayer solveAndCertify(
            LayerInput input, FittedFeatures fitted, double radius, Start start, double validError) {
        CcnnSettings all = session.settings();
        NuclearNormProgram program = new NuclearNormProgram(
                fitted.samples(),
                input.weighting().targets(input.training()),
                session.loss(),
                new NuclearNormBall(radius));
        // Full passes are cheap where the features are held: then the default solver may follow the point through all
        // of them.
        boolean direct =
                memory.features() == SampleStorage.SINGLE && all.solver().equals(Solvers.AUTO);
        Solver solver = direct ? solver() : fitted.set().solver(solver(), program);
        String problem =
                ProblemHash.of(input.hash(), fitted.pipeline(), session.loss().name(), radius);
        Scope scope = ConvexifiedCnn.scope(number);
        CertifiedSolve solve = new CertifiedSolve(
                program,
                solver,
                weights -> FrankWolfeCertifier.certify(
                        program.withSamples(fitted.exact()), weights, scope, problem, workers()),
                all.gap(number));
        CertifiedSolve.Result result = solve.from(start, session, workers());
        FactoredPoint weights = result.weights();
        CcnnLayer layer = new CcnnLayer(fitted.pipeline(), weights, weights.rank(), result.certificate());
        return new TrainedLayer(layer, result.status(), result.iterations(), validError);
    }

    /** Features for one gamma, R, and the path that chose it on these features, if one did. */
    private record Candidate(
            FittedFeatures fitted, double radius, @Nullable RadiusPath path) {
        static Candidate of(FittedFeatures fitted, RadiusPath path) {
            return new Candidate(fitted, path.best().radius(), path);
        }

        double validLoss() {
            return path == null ? Double.POSITIVE_INFINITY : path.best().validLoss();
        }
    }
}
