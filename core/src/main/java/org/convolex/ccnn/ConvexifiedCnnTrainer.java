package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.ErrorMeasure;
import org.convolex.Outputs;
import org.convolex.Phase;
import org.convolex.Provenance;
import org.convolex.TrainingData;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomOrder;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.optim.Loss;
import org.convolex.optim.Status;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link ConvexifiedCnn}: algorithm 1 of the paper, with program (12) solved to a certified gap, and for several
 * layers algorithm 2, each layer on the filter responses of the one below it.
 *
 * <ol>
 *   <li>Preprocessing is fitted to the layer's training images.
 *   <li>Where gamma is left open, each candidate runs a path over R on a subsample; the best on validation images stays.
 *   <li>Where R is left open, one path on all training images but those held out chooses it.
 *   <li>The program on all training images is solved to the asked gap, and certified.
 *   <li>Below the last layer, the leading singular directions of A become the channels that the next layer sees. Their
 *       number, where it is left open, is chosen by what the next layer makes of it on validation images.
 * </ol>
 *
 * <p>Where time or the listener ends the training, the layers trained so far are the network.
 *
 * <p>The same data, settings and machine give the same bits, whatever the number of threads, unless time or the listener
 * ends the training. Immutable and safe for use from many threads.
 *
 * @param settings what to train
 */
public record ConvexifiedCnnTrainer(CcnnSettings settings) {
    /** More filters than this cost time, and served no data that was tried. */
    private static final int MOST_FILTERS = 32;

    /**
     * A few thousand images may do as well with fewer, but all images do not: of photographs behind turned digits, 2 filters left
     * 19.9 % of errors, 5 left 17.5 %.
     */
    private static final int FEWEST_FILTERS = 5;

    /** Times the least validation loss, a loss on a few thousand images cannot be told from it. */
    private static final double AS_GOOD = 1.01;

    /** Times the least validation loss, halving on is of no use. */
    private static final double CLEARLY_WORSE = 1.05;

    /** Trains and holds a share of the training images out for what is to be chosen. */
    public TrainedCnn train(Dataset training, String dataName, TrainingListener listener, Workers workers) {
        return train(training, null, dataName, listener, workers);
    }

    /**
     * Trains on images with ground truth: class labels, or real targets, which are standardized ({@link
     * org.convolex.RealOutputs}). The certificate speaks of the program of the standardized targets.
     *
     * @param training images with at least two different labels, or targets that are not constant
     * @param validation images to choose on, or null to hold out a share of the training images
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images or ground truth cannot be learned from, the loss is not for it, more filters
     *     are asked of a layer than it learned, or memory does not suffice
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
     * Trains on images with ground truth of which some count more than others.
     *
     * @param training images with at least two different labels, or targets that are not constant
     * @param imageWeights one an image, finite and at least 0, of which only proportions matter; empty: all count alike.
     *     They multiply the class weights of the settings
     * @param validation images to choose on, or null to hold out a share of the training images
     * @param dataName what the provenance calls the training data
     * @throws InvalidInputException if images, ground truth or weights cannot be learned from, the loss is not for it, more
     *     filters are asked of a layer than it learned, or memory does not suffice
     */
    public TrainedCnn train(
            Dataset training,
            double[] imageWeights,
            @Nullable Dataset validation,
            String dataName,
            TrainingListener listener,
            Workers workers) {
        TrainingData.requireLearnable(training);
        if (imageWeights.length != 0 && imageWeights.length != training.size()) {
            throw new InvalidInputException(
                    "image weights: " + imageWeights.length + " given, but there are " + training.size() + " images");
        }
        Weighting weighting = new Weighting(settings.classWeights().resolve(training), imageWeights.clone());
        if (validation != null) {
            TrainingData.requireSameKind(validation, training);
        }
        RandomShifts shifts = settings.shifts();
        Outputs outputs = Outputs.of(training, weighting.images());
        Loss loss = settings.lossFor(training);
        MemoryPlan plan = MemoryPlan.of(training.shape(), training.size(), outputs.count(), settings);
        TrainingSession session = new TrainingSession(settings, loss, new ErrorMeasure(outputs), listener, workers);
        // held-out images are the last ones, so the order must not depend on how the data was sorted
        int[] order = shifts.together(RandomOrder.of(training.size(), new SplittableRandom(settings.seed())));
        LayerInput input = new LayerInput(
                shifts.apply(outputs.encode(training), settings.seed()).subset(order),
                weighting.repeated(shifts.factor()).reordered(order),
                shifts.copies(),
                validation == null ? null : outputs.encode(validation),
                ProblemHash.ofData(training.hash(), weighting, shifts, settings.seed(), outputs));
        List<TrainedLayer> trained = new ArrayList<>();
        List<CcnnLayer> layers = new ArrayList<>();
        List<Double> truncated = new ArrayList<>();
        for (int number = 1; number <= settings.layers().size(); number++) {
            if (settings.layers().size() > 1) {
                session.note("layer %d of %d: %s", number, settings.layers().size(), input.training());
            }
            TrainedLayer next = new LayerTrainer(session, number, plan.layer(number)).train(input);
            trained.add(next);
            if (session.hurry()) { // what there is predicts too, and better than a layer without time to learn
                layers.add(next.layer());
                break;
            }
            CcnnLayer layer = withFilters(next.layer(), number, input, session, plan);
            layers.add(layer);
            if (number < settings.layers().size()) {
                session.begin(Phase.FEATURES);
                input = input.through(layer, workers);
                truncated.add(Truncation.objective(
                        layer, input.training(), input.weighting().targets(input.training()), loss, workers));
                session.note(
                        "%d of %d filters: objective %.4g, %.4g of all",
                        layer.filters(),
                        layer.weights().rank(),
                        truncated.get(number - 1),
                        layer.certificate().objective());
            }
        }
        return result(trained, layers, truncated, training, weighting, outputs, dataName, session);
    }

    /** Keeps as many filters as asked for; where that is left open, as many as serve the next layer best. */
    private CcnnLayer withFilters(
            CcnnLayer layer, int number, LayerInput input, TrainingSession session, MemoryPlan plan) {
        if (number == settings.layers().size()) {
            return layer; // it predicts with all of A: there is no layer to show filters to
        }
        int asked = settings.layer(number).filters();
        int rank = layer.weights().rank();
        if (rank == 0) {
            throw new InvalidInputException("layer " + number + " learned no filter at R = "
                    + layer.radius() + " and a gap of " + settings.gap(number)
                    + ": there is nothing for the next layer to see; ask for a smaller gap");
        }
        if (asked != CcnnSettings.AUTO_FILTERS) {
            if (asked > rank) {
                throw new InvalidInputException("filters of layer " + number + ": " + asked
                        + " asked for, but its solution at R = "
                        + layer.radius() + " has rank " + rank
                        + ": ask for at most " + rank + ", or give a larger radius");
            }
            return layer.withFilters(asked);
        }
        if (rank == 1) {
            return layer;
        }
        session.begin(Phase.CHOOSE);
        int chosen =
                chooseFilters(layer, new LayerTrainer(session, number + 1, plan.layer(number + 1)), input, session);
        session.note("%d filters chosen", chosen);
        return layer.withFilters(chosen);
    }

    /**
     * Halves the number of filters until the layer above does clearly worse with fewer, and takes the fewest that are as good
     * as any: the directions beyond them carry noise, or cost time for nothing.
     */
    private int chooseFilters(CcnnLayer layer, LayerTrainer above, LayerInput input, TrainingSession session) {
        int chosen = Math.min(MOST_FILTERS, layer.weights().rank());
        if (chosen / 2 < FEWEST_FILTERS) {
            return chosen;
        }
        LayerInput part = input.sample(LayerTrainer.COMPARED_IMAGES, settings.validationShare());
        double least = Double.POSITIVE_INFINITY;
        for (int filters = chosen; filters >= FEWEST_FILTERS && !session.hurry(); filters /= 2) {
            double loss = above.judge(part.through(layer.withFilters(filters), session.workers()));
            session.note(
                    "%d filters: validation loss %.4f, on %d images",
                    filters, loss, part.training().size());
            if (loss > CLEARLY_WORSE * least) {
                break;
            }
            if (loss <= AS_GOOD * least) {
                chosen = filters;
            }
            least = Math.min(least, loss);
        }
        return chosen;
    }

    private TrainedCnn result(
            List<TrainedLayer> trained,
            List<CcnnLayer> layers,
            List<Double> truncated,
            Dataset training,
            Weighting weighting,
            Outputs outputs,
            String dataName,
            TrainingSession session) {
        boolean all = layers.size() == settings.layers().size();
        Status status = trained.stream()
                .map(TrainedLayer::status)
                .filter(s -> s != Status.GAP_REACHED)
                .findFirst()
                .orElse(all ? Status.GAP_REACHED : session.reasonToHurry());
        Provenance provenance = Provenance.of(
                dataName, training, settings.seed(), status, ChosenSettings.of(settings, layers, session.loss()));
        return new TrainedCnn(
                new ConvexifiedCnn(layers, session.loss().name(), weighting, settings.shifts(), outputs, provenance),
                status,
                trained.stream().mapToInt(TrainedLayer::iterations).sum(),
                trained.get(trained.size() - 1).validError(),
                truncated,
                session.seconds());
    }
}
