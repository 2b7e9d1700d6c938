package org.convolex.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Optional;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;

/**
 * An exported file, loaded in onnxruntime. Close it. What onnxruntime refuses is an {@link IllegalStateException}, so that no other
 * class has to know its types. Not safe for use from several threads.
 */
final class RuntimeSession implements AutoCloseable {
    private final OrtEnvironment environment;
    private final OrtSession session;

    /**
     * @param threads for the operators
     * @throws LinkageError if the library is not there or cannot be loaded
     */
    RuntimeSession(byte[] file, int threads) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR, "convolex");
            environment.setTelemetry(false);
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(file, options);
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    /**
     * What one run gives.
     *
     * @param scores row-major, images x outputs
     * @param labels one an image; none for real targets
     * @param predictions row-major, images x targets; none for classes
     */
    record Results(float[] scores, long[] labels, double[] predictions) {}

    /** Runs all images in one batch. */
    Results run(Dataset images) {
        ImageShape shape = images.shape();
        FloatBuffer pixels = FloatBuffer.allocate(Math.multiplyExact(images.size(), shape.size()));
        for (int i = 0; i < images.size(); i++) {
            images.copyImage(i, pixels.array(), i * shape.size());
        }
        long[] sides = {images.size(), shape.channels(), shape.height(), shape.width()};
        try (OnnxTensor input = OnnxTensor.createTensor(environment, pixels, sides);
                OrtSession.Result result = session.run(Map.of(Graph.PIXELS, input))) {
            return new Results(
                    tensor(result, Graph.SCORES).orElseThrow().getFloatBuffer().array(),
                    tensor(result, Graph.LABEL)
                            .map(labels -> labels.getLongBuffer().array())
                            .orElse(new long[0]),
                    tensor(result, Graph.PREDICTION)
                            .map(values -> values.getDoubleBuffer().array())
                            .orElse(new double[0]));
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    private static Optional<OnnxTensor> tensor(OrtSession.Result result, String output) {
        return result.get(output).map(OnnxTensor.class::cast);
    }

    /** What the file says of its model. */
    Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    /** Name and version of the library. */
    String runtime() {
        return "onnxruntime " + environment.getVersion();
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw refused(e);
        }
    }

    private static IllegalStateException refused(OrtException e) {
        return new IllegalStateException("onnxruntime: " + e.getMessage(), e);
    }
}
