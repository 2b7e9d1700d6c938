package org.convolex.onnx;

import java.util.OptionalInt;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/** Runs an exported model in onnxruntime, an optional library, beside the model itself. Stateless. */
public final class OnnxProbe {
    /** Numbers of a node's result that are held at a time. */
    private static final long NUMBERS_AT_A_TIME = 1 << 24;

    private OnnxProbe() {}

    /**
     * How far the two are apart on these images. Cost: both score them once.
     *
     * @throws InvalidInputException if the images have another shape, or onnxruntime is not there or cannot be loaded
     * @throws IllegalStateException if onnxruntime refuses the graph
     */
    public static Deviation of(OnnxModel exported, Model model, Dataset images, Workers workers) {
        float[] scores = model.scores(images, workers);
        try (RuntimeSession session = new RuntimeSession(exported.toBytes(), workers.threads())) {
            return between(session, scores, exported, model, images);
        } catch (LinkageError e) {
            throw new InvalidInputException(
                    "onnxruntime cannot be loaded (" + e.getMessage()
                            + "): a probe needs com.microsoft.onnxruntime:onnxruntime on the class path",
                    e);
        }
    }

    private static Deviation between(
            RuntimeSession session, float[] scores, OnnxModel exported, Model model, Dataset images) {
        boolean classes = !(model.outputs() instanceof RealOutputs);
        int outputs = model.outputs().count();
        int[] expected = classes ? Evaluation.classesOf(scores, outputs) : new int[0];
        float[] found = new float[scores.length];
        int flips = 0;
        int some = (int) Math.max(1, NUMBERS_AT_A_TIME / exported.largestValue());
        for (int from = 0; from < images.size(); from += some) {
            RuntimeSession.Results results = session.run(images.range(from, Math.min(images.size(), from + some)));
            System.arraycopy(results.scores(), 0, found, from * outputs, results.scores().length);
            for (int i = 0; i < results.labels().length; i++) {
                flips += results.labels()[i] == expected[from + i] ? 0 : 1;
            }
        }
        return Deviation.between(
                scores, found, images.size(), classes ? OptionalInt.of(flips) : OptionalInt.empty(), session.runtime());
    }
}
