package org.convolex.convotron;

import java.util.List;
import org.convolex.ClassOutputs;
import org.convolex.Model;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.ResponseMap;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;

/**
 * A network of one filter on patches that may overlap, as a model of images:
 *
 * <pre>  f(x) = sum_j a_j sigma(w . P_j x),     sigma(t) = t for t &gt;= 0, leak t below  </pre>
 *
 * <p>It has no certificate: nothing bounds how far it is from the best. It has the error that was measured on held-out images, and what
 * samples said of the assumptions under which a theorem promises that such an error goes to zero.
 *
 * <p>Of two classes, the first is learned as a target of -1, the second as 1, and their scores are -f/2 and f/2. Immutable by
 * convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param view from pixels to x
 * @param window size and stride of the patches P_j
 * @param leak in [0, 1]
 * @param filter w
 * @param weights a, one a patch
 * @param error that was measured
 * @param assumptions what samples said of them
 * @param outputs two classes, or one real target as it is
 * @param provenance where it comes from
 */
public record ConvotronNetwork(
        InputView view,
        WindowSize window,
        double leak,
        double[] filter,
        double[] weights,
        MeasuredError error,
        AssumptionReport assumptions,
        Outputs outputs,
        Provenance provenance)
        implements Model {

    /** The method's name on the command line and in files. */
    public static final String METHOD = "convotron";

    private static final int AT_A_TIME = 64;

    /**
     * @throws IllegalArgumentException if filter or weights have other lengths than the windows ask for, or the leak is out of its
     *     range
     * @throws InvalidInputException if the windows do not fit the images, or there are other outputs
     */
    public ConvotronNetwork {
        new OverlappingNetwork(window.windows(view.image()), leak, filter, weights);
        if (outputs.count() != (outputs instanceof ClassOutputs ? 2 : 1)) {
            throw new InvalidInputException("the outputs must be two classes or one real target");
        }
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ImageShape imageShape() {
        return view.image();
    }

    @Override
    public String loss() {
        return "squared";
    }

    /** f, of samples as {@link #view} makes them. */
    public OverlappingNetwork network() {
        return new OverlappingNetwork(window.windows(view.image()), leak, filter, weights);
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost an image: 2 k r flops, and 2 d^2 where images are whitened.
     */
    @Override
    public float[] scores(Dataset images, Workers workers) {
        requireShape(images);
        OverlappingNetwork network = network();
        float[] values = new float[images.size()];
        workers.forEachChunk(images.size(), (chunk, from, to) -> {
            Samples samples = new Samples(view.image().size(), AT_A_TIME);
            double[] outputs = new double[AT_A_TIME];
            float[] pixels = new float[view.image().size()];
            for (int first = from; first < to; first += AT_A_TIME) {
                int count = Math.min(AT_A_TIME, to - first);
                for (int b = 0; b < count; b++) {
                    images.copyImage(first + b, pixels, 0);
                    samples.set(b, view.sample(pixels), pixels.length, 0);
                }
                samples.setCount(count);
                network.outputs(samples, outputs);
                for (int b = 0; b < count; b++) {
                    values[first + b] = (float) outputs[b];
                }
            }
        });
        return outputs instanceof ClassOutputs ? ofClasses(values) : values;
    }

    @Override
    public double largestPixel() {
        return view.mean() + 2 * view.deviation();
    }

    @Override
    public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
        requireShape(images);
        OverlappingNetwork network = network();
        Samples one = new Samples(view.image().size(), 1);
        one.set(0, view.sample(images.image(index)), view.image().size(), 0);
        one.setCount(1);
        float[] responses = new float[weights.length];
        double[] response = new double[1];
        for (int j = 0; j < responses.length; j++) {
            network.response(one, j, response);
            responses[j] = (float) (response[0] < 0 ? leak * response[0] : response[0]);
        }
        int columns = Windows.count(view.image().width(), window.size(), window.stride());
        return List.of(new ResponseMap(responses.length / columns, columns, responses));
    }

    private void requireShape(Dataset images) {
        if (!images.shape().equals(view.image())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + view.image());
        }
    }

    private static float[] ofClasses(float[] values) {
        float[] scores = new float[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            scores[2 * i] = -values[i] / 2;
            scores[2 * i + 1] = values[i] / 2;
        }
        return scores;
    }
}
