package org.convolex.exact;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.convolex.ErrorMeasure;
import org.convolex.Outputs;
import org.convolex.Phase;
import org.convolex.Provenance;
import org.convolex.TrainingData;
import org.convolex.TrainingListener;
import org.convolex.certify.BoundEffort;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomOrder;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.optim.Loss;
import org.convolex.optim.Status;
import org.convolex.patch.PixelScale;
import org.jspecify.annotations.Nullable;

/**
 * Trains an {@link ExactNetwork}: fits the patches, chooses beta where it is left open, solves the convex program, goes back to a
 * network, and certifies that network against every other of its architecture.
 *
 * <p>The same data, settings and machine give the same bits, whatever the number of threads, unless time or the listener ends the
 * training. Immutable and safe for use from many threads.
 *
 * @param settings what to train
 */
public record ExactTrainer(ExactSettings settings) {
    private static final double HELD_OUT = 0.2;

    /** Trains on images with ground truth, and holds a fifth of them out where beta is to be chosen. */
    public TrainedExactNetwork train(Dataset training, String dataName, TrainingListener listener, Workers workers) {
        return train(training, null, dataName, listener, workers);
    }

    /**
     * Trains on images with ground truth: class labels, or real targets, which are standardized.
     *
     * @param training images with at least two different labels, or targets that are not constant
     * @param validation images to choose beta on, or null to hold out a share of the training images
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images or ground truth cannot be learned from, the loss is not for it, the architecture
     *     has no program for so many outputs, or there are too many patterns to enumerate
     */
    public TrainedExactNetwork train(
            Dataset training,
            @Nullable Dataset validation,
            String dataName,
            TrainingListener listener,
            Workers workers) {
        TrainingData.requireLearnable(training);
        if (validation != null) {
            TrainingData.requireSameKind(validation, training);
        }
        SolverSession session = new SolverSession(settings.maxSeconds(), settings.gap(), listener, workers);
        session.begin(Phase.PREPROCESS);
        Outputs outputs = Outputs.of(training, new double[0]);
        Loss loss = ScoreCoding.loss(settings.loss(), outputs);
        Convolution convolution = settings.convolution(training.shape(), PixelScale.fit(training));
        requireProgram(convolution, outputs);
        BetaPath.Choice choice = Double.isNaN(settings.beta())
                ? choose(training, validation, convolution, outputs, loss, session)
                : new BetaPath.Choice(settings.beta(), Double.NaN);
        NetworkProgram program =
                ExactNetwork.program(training, outputs, convolution, loss.name(), choice.beta(), workers);
        requireRank(program);
        int boxes = settings.boxes(program);
        session.begin(Phase.SOLVE);
        List<Neuron> network =
                new NetworkSolver(convolution, settings.withBoxes(boxes), session).solve(program, List.of());
        session.begin(Phase.CERTIFY);
        double attained = program.zeroObjective() - program.objective(network, workers);
        int boxesOfCertificate = session.hurry() ? settings.fewBoxes(program) : boxes;
        BoundEffort effort =
                new BoundEffort(settings.tolerance(attained, program.penalty(network)), boxesOfCertificate);
        String hash = ExactNetwork.problemHash(training.hash(), convolution, loss.name(), choice.beta(), outputs);
        Certificate certificate = ExactNetwork.certify(program, network, effort, hash, workers);
        Status status = session.status(certificate, settings.gap(), Status.ITERATION_LIMIT);
        Provenance provenance = Provenance.of(
                dataName,
                training,
                settings.seed(),
                status,
                settings.describe(convolution, loss.name(), choice.beta(), boxesOfCertificate));
        ExactNetwork model =
                new ExactNetwork(convolution, network, loss.name(), effort, outputs, certificate, provenance);
        return new TrainedExactNetwork(model, status, session.iterations(), choice.error(), session.seconds());
    }

    private void requireProgram(Convolution convolution, Outputs outputs) {
        int weights = convolution.positions() * ScoreCoding.scores(outputs);
        Architecture architecture = settings.architecture();
        if (architecture.oneScore() && ScoreCoding.scores(outputs) != 1) {
            throw new InvalidInputException("architecture " + architecture.label()
                    + " gives one score: it takes two classes or one target, got " + outputs.count());
        }
        if (settings.patterns().kind() != Patterns.Kind.PRICED && architecture == Architecture.RELU_RELU) {
            throw new InvalidInputException(
                    "patterns " + settings.patterns() + " need a network with one rectifier, but" + " architecture "
                            + architecture.label() + " has two: ask for patterns price");
        }
        if (architecture.gated() && settings.patterns().kind() == Patterns.Kind.ALL) {
            throw new InvalidInputException("architecture " + architecture.label()
                    + " draws its gates at random: patterns must be their number, not all");
        }
        if (architecture.rectified() && settings.patterns().kind() != Patterns.Kind.PRICED && weights != 1) {
            throw new InvalidInputException("patterns " + settings.patterns()
                    + " need a network with one score and one position, but this one has "
                    + ScoreCoding.scores(outputs) + " and " + convolution.positions() + ": ask for patterns price");
        }
    }

    private static void requireRank(NetworkProgram program) {
        for (int row = 0; row < program.rows().count(); row++) {
            if (program.rows().squaredNorm(row) > 0) {
                return;
            }
        }
        throw new InvalidInputException("all " + program.rows().count()
                + " patches are zero: their rank is 0, and there is nothing to learn from");
    }

    private BetaPath.Choice choose(
            Dataset training,
            @Nullable Dataset validation,
            Convolution convolution,
            Outputs outputs,
            Loss loss,
            SolverSession session) {
        session.begin(Phase.CHOOSE);
        if (settings.architecture().rectified() && settings.patterns().kind() == Patterns.Kind.ALL) {
            // all training images have more patterns than those that beta is chosen on, and would be refused only
            // afterwards
            CellEnumeration.hyperplanes(
                    convolution.rows(training, session.workers()),
                    convolution.pooling().reduction(),
                    NetworkSolver.MOST_CELLS);
        }
        Dataset learned = training;
        Dataset judged = validation;
        if (judged == null) {
            int[] order = RandomOrder.of(training.size(), new SplittableRandom(settings.seed()));
            int held = Math.max(1, Math.min(training.size() - 1, (int) Math.round(HELD_OUT * training.size())));
            int kept = training.size() - held;
            learned =
                    training.subset(IntStream.range(0, kept).map(i -> order[i]).toArray());
            judged = training.subset(
                    IntStream.range(kept, order.length).map(i -> order[i]).toArray());
        }
        Workers workers = session.workers();
        NetworkProgram learning = ExactNetwork.program(learned, outputs, convolution, loss.name(), 1, workers);
        NetworkProgram judging = ExactNetwork.program(judged, outputs, convolution, loss.name(), 1, workers);
        requireRank(learning);
        BetaPath.Choice choice = new BetaPath(settings, convolution, new ErrorMeasure(outputs), outputs, session)
                .choose(learning, judging);
        double share = (double) training.size() / learned.size(); // the loss is a sum, beta must grow with it
        return new BetaPath.Choice(choice.beta() * share, choice.error());
    }
}
