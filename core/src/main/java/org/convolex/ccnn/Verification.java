package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.convolex.Outputs;
import org.convolex.RealOutputs;
import org.convolex.certify.Certificate;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.data.Dataset;
import org.convolex.data.GroundTruth;
import org.convolex.data.InvalidInputException;
import org.convolex.data.Task;
import org.convolex.linalg.Workers;
import org.convolex.optim.Losses;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;

/**
 * The certificate of one layer of a model, computed once more from the model and its training data.
 *
 * @param claimed what the model says
 * @param recomputed what holds
 * @param failures one line for each claim that does not hold; empty if all do
 */
public record Verification(Certificate claimed, Certificate recomputed, List<String> failures) {
    /** Features are computed in single precision: on another machine the objective may differ by this share of f(0). */
    private static final double TOLERANCE = 1e-5;

    public Verification {
        failures = List.copyOf(failures);
    }

    /** Whether every claim holds. */
    public boolean holds() {
        return failures.isEmpty();
    }

    /**
     * Recomputes the certificates of a model, one a layer.
     *
     * @param images from the source that the model was trained on; the first so many as it was trained on are taken
     * @return in the order of the layers
     * @throws InvalidInputException if these are not the images that the model was trained on
     */
    public static List<Verification> of(ConvexifiedCnn model, Dataset images, Workers workers) {
        Dataset input = selection(model, images);
        long seed = model.provenance().seed();
        Outputs outputs = Outputs.of(input, model.weighting().images());
        String hash = ProblemHash.ofData(input.hash(), model.weighting(), model.shifts(), seed, outputs);
        input = model.shifts().apply(outputs.encode(input), seed);
        List<Verification> verifications = new ArrayList<>();
        for (CcnnLayer layer : model.layers()) {
            verifications.add(of(model, verifications.size() + 1, input, hash, outputs, workers));
            hash = LayerInput.hashOf(layer);
            if (verifications.size() < model.layers().size()) {
                input = layer.respond(input, workers);
            }
        }
        return List.copyOf(verifications);
    }

    private static Verification of(
            ConvexifiedCnn model, int number, Dataset input, String inputHash, Outputs outputs, Workers workers) {
        CcnnLayer layer = model.layers().get(number - 1);
        Certificate claimed = layer.certificate();
        NuclearNormProgram program = new NuclearNormProgram(
                new ImageFeatures(input, layer.pipeline()),
                model.weighting().repeated(model.shifts().factor()).targets(input),
                Losses.byName(model.loss()),
                new NuclearNormBall(layer.radius()));
        String problem = ProblemHash.of(inputHash, layer.pipeline(), model.loss(), layer.radius());
        Certificate recomputed =
                FrankWolfeCertifier.certify(program, layer.weights(), ConvexifiedCnn.scope(number), problem, workers);
        List<String> failures = failures(claimed, recomputed);
        if (!Outputs.same(outputs, model.outputs())) {
            failures.add("predictions are not scaled by the mean and standard deviation of the training targets");
        }
        return new Verification(claimed, recomputed, failures);
    }

    private static Dataset selection(ConvexifiedCnn model, Dataset images) {
        int samples = model.provenance().samples();
        if (!images.shape().equals(model.imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + model.imageShape());
        }
        if (images.size() < samples) {
            throw new InvalidInputException(
                    images.size() + " images, but the model was trained on the first " + samples);
        }
        Dataset training = images.head(samples);
        boolean real = model.outputs() instanceof RealOutputs;
        GroundTruth truth = training.truth();
        if (truth == null) {
            throw new InvalidInputException("the images have no " + (real ? "targets" : "labels"));
        }
        GroundTruth.requireTask(truth, real ? Task.REGRESSION : Task.CLASSIFICATION);
        if (!truth.names().equals(model.outputs().names())) {
            throw new InvalidInputException("the " + (real ? "targets" : "classes") + " are " + truth.names()
                    + ", but the model was trained on " + model.outputs().names());
        }
        if (!training.hash().equals(model.provenance().dataHash())) {
            throw new InvalidInputException("these are not the images that the model was trained on ("
                    + model.provenance().data() + "): SHA-256 " + training.hash() + ", expected "
                    + model.provenance().dataHash());
        }
        return training;
    }

    private static List<String> failures(Certificate claimed, Certificate recomputed) {
        List<String> failures = new ArrayList<>();
        double tolerance = TOLERANCE * recomputed.zeroObjective();
        recomputed.regularization().violation().ifPresent(failures::add);
        if (recomputed.numericalTrouble()) {
            failures.add(String.format(
                    Locale.ROOT,
                    "objective %.9g and lower bound %.9g contradict each other",
                    recomputed.objective(),
                    recomputed.lowerBound()));
        }
        if (claimed.scope() != recomputed.scope()) {
            failures.add("the scope is " + recomputed.scope() + ", the model claims " + claimed.scope());
        }
        recomputed
                .regularization()
                .contradiction(claimed.regularization(), TOLERANCE)
                .ifPresent(failures::add);
        if (!(Math.abs(claimed.objective() - recomputed.objective()) <= tolerance)) {
            failures.add(String.format(
                    Locale.ROOT,
                    "objective is %.9g, the model claims %.9g",
                    recomputed.objective(),
                    claimed.objective()));
        }
        if (!(claimed.lowerBound() <= recomputed.lowerBound() + tolerance)) {
            failures.add(String.format(
                    Locale.ROOT,
                    "lower bound is %.9g, the model claims %.9g",
                    recomputed.lowerBound(),
                    claimed.lowerBound()));
        }
        if (!(Math.abs(claimed.zeroObjective() - recomputed.zeroObjective()) <= tolerance)) {
            failures.add(String.format(
                    Locale.ROOT,
                    "objective of the zero model is %.9g, the model claims %.9g",
                    recomputed.zeroObjective(),
                    claimed.zeroObjective()));
        }
        if (!claimed.problemHash().equals(recomputed.problemHash())) {
            failures.add(
                    "the features, the loss, the radius or the weighting of images are not those that were certified"
                            + " (problem hash "
                            + recomputed.problemHash() + ", certified " + claimed.problemHash() + ")");
        }
        if (!claimed.pointHash().equals(recomputed.pointHash())) {
            failures.add("the weights are not those that were certified (hash " + recomputed.pointHash()
                    + ", certified " + claimed.pointHash() + ")");
        }
        return failures;
    }
}
