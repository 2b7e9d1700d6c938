package org.convolex.ccnn;

import java.util.ArrayList;
import java.util.List;
import org.convolex.Outputs;
import org.convolex.TrainingData;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.FrankWolfeCertifier;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.Losses;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;

/** Computes the certificates of a model once more, layer by layer, from the model and its training data. */
final class CcnnVerification {
    /** Features are computed in single precision: on another machine the objective may differ by this share of f(0). */
    private static final double TOLERANCE = 1e-5;

    private static final String PROGRAM = "the features, the loss, the radius or the weighting of images";

    private CcnnVerification() {}

    /**
     * @return in the order of the layers
     * @throws org.convolex.data.InvalidInputException if these are not the images that the model was trained on
     */
    static List<Verification> of(ConvexifiedCnn model, Dataset images, Workers workers) {
        Dataset input = TrainingData.selection(model, images);
        long seed = model.provenance().seed();
        Outputs outputs = Outputs.of(input, model.weighting().images());
        String hash = ProblemHash.ofData(input.hash(), model.weighting(), model.shifts(), seed, outputs);
        input = model.shifts().apply(outputs.encode(input), seed);
        boolean sameScale = Outputs.same(outputs, model.outputs());
        List<Verification> verifications = new ArrayList<>();
        for (CcnnLayer layer : model.layers()) {
            Certificate recomputed = certificate(model, verifications.size() + 1, input, hash, workers);
            Verification verification = Verification.of(layer.certificate(), recomputed, TOLERANCE, PROGRAM);
            verifications.add(
                    sameScale
                            ? verification
                            : verification.withFailure("predictions are not scaled by the mean and standard deviation"
                                    + " of the training targets"));
            hash = ProblemHash.ofResponses(layer);
            if (verifications.size() < model.layers().size()) {
                input = layer.respond(input, workers);
            }
        }
        return List.copyOf(verifications);
    }

    private static Certificate certificate(
            ConvexifiedCnn model, int number, Dataset input, String inputHash, Workers workers) {
        CcnnLayer layer = model.layers().get(number - 1);
        NuclearNormProgram program = new NuclearNormProgram(
                new ImageFeatures(input, layer.pipeline()),
                model.weighting().repeated(model.shifts().factor()).targets(input),
                Losses.byName(model.loss()),
                new NuclearNormBall(layer.radius()));
        String problem = ProblemHash.of(inputHash, layer.pipeline(), model.loss(), layer.radius());
        return FrankWolfeCertifier.certify(program, layer.weights(), ConvexifiedCnn.scope(number), problem, workers);
    }
}
