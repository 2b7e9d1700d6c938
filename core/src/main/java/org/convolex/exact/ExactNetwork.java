package org.convolex.exact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.convolex.CertifiedModel;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.ResponseMap;
import org.convolex.TrainingData;
import org.convolex.Verification;
import org.convolex.certify.BoundEffort;
import org.convolex.certify.Certificate;
import org.convolex.certify.NetworkCertifier;
import org.convolex.certify.WeightDecay;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.hash.Sha256;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;
import org.convolex.network.Neuron;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.optim.Losses;
import org.convolex.optim.Targets;

/**
 * A network of one convolutional layer, trained by its exact convex program: {@code f(x) = sum_j phi(x; u_j)^T W_j}. Immutable by
 * convention and safe for use from many threads.
 *
 * @param convolution how it sees images
 * @param neurons filters and output weights; may be none
 * @param loss the loss it was trained for, by its name in {@link Losses}
 * @param effort for its certificate
 * @param outputs what the scores stand for
 * @param certificate of the network against every other of its architecture, of a gated one with the same gates
 * @param provenance where it comes from
 */
public record ExactNetwork(
        Convolution convolution,
        List<Neuron> neurons,
        String loss,
        BoundEffort effort,
        Outputs outputs,
        Certificate certificate,
        Provenance provenance)
        implements CertifiedModel {

    /** The method's name on the command line and in files. */
    public static final String METHOD = "exact";

    /** On another machine sums may round differently, by less than this share of f(0). */
    private static final double TOLERANCE = 1e-9;

    /** Numbers of patches that are held at a time when scoring. */
    private static final double NUMBERS_AT_A_TIME = 1 << 24;

    /**
     * @throws IllegalArgumentException if a neuron has other sizes than the convolution and the outputs ask for
     */
    public ExactNetwork {
        neurons = List.copyOf(neurons);
        int weights = convolution.results() * ScoreCoding.scores(outputs);
        int length = convolution.filterLength();
        for (Neuron neuron : neurons) {
            if (neuron.filter().length != length || neuron.weights().length != weights) {
                throw new IllegalArgumentException("ExactNetwork: a neuron of " + neuron.filter().length + " and "
                        + neuron.weights().length + " numbers, must be " + length + " and " + weights);
            }
            if (neuron.gate() < 0
                    || neuron.gate() > Math.max(0, convolution.gates().count() - 1)) {
                throw new IllegalArgumentException("ExactNetwork: a neuron of gate " + neuron.gate() + " of "
                        + convolution.gates().count());
            }
        }
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ImageShape imageShape() {
        return convolution.image();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost an image: 2 K h flops a neuron.
     */
    @Override
    public float[] scores(Dataset images, Workers workers) {
        requireShape(images);
        int count = outputs.count();
        float[] scores = new float[images.size() * count];
        int some = (int) Math.max(1, Math.min(images.size(), NUMBERS_AT_A_TIME / convolution.numbers(1)));
        Pooling pooling = convolution.pooling();
        for (int from = 0; from < images.size(); from += some) {
            int to = Math.min(images.size(), from + some);
            PatchRows rows = convolution.rows(images.range(from, to), workers);
            double[] values = scores(rows, pooling, workers);
            float[] part = ScoreCoding.outputScores(values, outputs);
            System.arraycopy(part, 0, scores, from * count, part.length);
        }
        return scores;
    }

    @Override
    public double largestPixel() {
        return 1.0 / convolution.scale();
    }

    /**
     * {@inheritDoc}
     *
     * <p>Filters are those of the neurons that weigh most; responses are those of the first layer, active, before they are pooled.
     */
    @Override
    public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
        requireShape(images);
        try (Workers caller = new Workers(1)) {
            PatchRows rows = convolution.rows(images.range(index, index + 1), caller);
            return neurons.stream()
                    .sorted(Comparator.comparingDouble(
                            neuron -> -convolution.norm().of(neuron.filter()) * neuron.weightLength()))
                    .limit(most)
                    .map(neuron -> responseMap(rows, neuron))
                    .toList();
        }
    }

    private ResponseMap responseMap(PatchRows rows, Neuron neuron) {
        double[] first = Arrays.copyOf(neuron.filter(), rows.dimension());
        boolean gated = convolution.gates().count() > 0;
        double[] gate = gated ? convolution.gates().filters()[neuron.gate()] : first;
        boolean linear = !gated && convolution.pooling().reduction() == Pooling.Reduction.LINEAR;
        float[] responses = new float[rows.patches()];
        for (int k = 0; k < responses.length; k++) {
            responses[k] = linear || rows.dot(k, gate) >= 0 ? (float) rows.dot(k, first) : 0;
        }
        int columns = convolution.patchColumns();
        return new ResponseMap(responses.length / columns, columns, responses);
    }

    private void requireShape(Dataset images) {
        if (!images.shape().equals(imageShape())) {
            throw new InvalidInputException(
                    "images are " + images.shape() + ", but the model was trained on " + imageShape());
        }
    }

    private double[] scores(PatchRows rows, Pooling pooling, Workers workers) {
        int outputsOfNetwork = ScoreCoding.scores(outputs);
        Targets none = new Targets(outputsOfNetwork, new float[rows.samples() * outputsOfNetwork]);
        return new NetworkProgram(
                        rows,
                        pooling,
                        convolution.norm(),
                        none,
                        ScoreCoding.ofScores(Losses.byName(loss), outputs),
                        1,
                        convolution.gates())
                .scores(neurons, workers);
    }

    /**
     * The circular layers of a neuron of {@link Architecture#CIRCULAR_RELU} as images of d numbers: u_1 .. u_m, whose circulants'
     * product has Frobenius norm 1 (of a single one: {@code |u_1| = 1}), and the last w, of the length that is the norm of the filter:
     * {@code filter = u_1 * .. * u_m * w}, circular convolutions. Layers u_1 .. u_m are alike; any others with the same product do as well.
     * Cost O(d^2) a layer.
     *
     * @param neuron of this network
     * @throws IllegalStateException if the architecture is another one
     */
    public List<double[]> circularLayers(Neuron neuron) {
        requireCircularRelu();
        return List.of(CircularFilters.layers(
                FourierBasis.of(convolution.image()), neuron.filter(), convolution.circularLayers()));
    }

    /**
     * The training objective that this network of {@link Architecture#CIRCULAR_RELU} has where the circulant of each layer but the last
     * has a unit ball of its own, {@code |circ(u_l)|_F <= 1}, in place of their product: the last layers must then be longer. For three
     * circular layers and more; the certificate's lower bound holds for these networks, too, which are fewer, but need not be
     * near their optimum. Cost O(d^2).
     *
     * @throws IllegalStateException if the architecture is another one, or has two circular layers
     */
    public double objectiveWithUnitLayers() {
        requireCircularRelu();
        if (convolution.circularLayers() < 3) {
            throw new IllegalStateException("there is one layer but the last: its ball is that of the product");
        }
        FourierBasis basis = FourierBasis.of(convolution.image());
        double difference = 0;
        for (Neuron neuron : neurons) {
            double length = CircularFilters.lengthWithUnitLayers(basis, neuron.filter(), convolution.circularLayers());
            difference += (length - convolution.norm().of(neuron.filter())) * neuron.weightLength();
        }
        double beta = ((org.convolex.certify.WeightDecay) certificate.regularization()).beta();
        return certificate.objective() + beta * difference;
    }

    private void requireCircularRelu() {
        if (convolution.architecture() != Architecture.CIRCULAR_RELU) {
            throw new IllegalStateException(
                    "architecture " + convolution.architecture().label() + " has no circular layers");
        }
    }

    @Override
    public List<Verification> verify(Dataset images, Workers workers) {
        Dataset training = TrainingData.selection(this, images);
        Outputs fitted = Outputs.of(training, new double[0]);
        double beta = ((WeightDecay) certificate.regularization()).beta();
        NetworkProgram program = program(training, fitted, convolution, loss, beta, workers);
        Certificate recomputed = certify(
                program, neurons, effort, problemHash(training.hash(), convolution, loss, beta, fitted), workers);
        Verification verification =
                Verification.of(certificate, recomputed, TOLERANCE, "the images, the architecture, the loss or beta");
        return List.of(
                Outputs.same(fitted, outputs)
                        ? verification
                        : verification.withFailure("predictions are not scaled by the mean and standard deviation"
                                + " of the training targets"));
    }

    /** The program of training images. */
    static NetworkProgram program(
            Dataset training, Outputs outputs, Convolution convolution, String loss, double beta, Workers workers) {
        return new NetworkProgram(
                convolution.rows(training, workers),
                convolution.pooling(),
                convolution.norm(),
                ScoreCoding.targets(outputs.encode(training), outputs, Losses.byName(loss)),
                ScoreCoding.ofScores(Losses.byName(loss), outputs),
                beta,
                convolution.gates());
    }

    static Certificate certify(
            NetworkProgram program, List<Neuron> neurons, BoundEffort effort, String problemHash, Workers workers) {
        return NetworkCertifier.certify(program, neurons, effort, problemHash, workers);
    }

    /** SHA-256 over the hash of the images and all else that makes the program. */
    static String problemHash(String dataHash, Convolution convolution, String loss, double beta, Outputs outputs) {
        String text = String.join(
                " ",
                dataHash,
                convolution.architecture().label(),
                convolution.image().toString(),
                Float.toString(convolution.scale()),
                Integer.toString(convolution.patch()),
                Integer.toString(convolution.stride()),
                Integer.toString(convolution.padding()),
                Integer.toString(convolution.pool()),
                loss,
                Double.toString(beta));
        if (convolution.circularLayers() > 2) {
            text += " circular layers " + convolution.circularLayers();
        }
        Sha256 sum = new Sha256().bytes(text.getBytes(StandardCharsets.UTF_8));
        for (double[] gate : convolution.gates().filters()) {
            sum.doubles(gate);
        }
        if (outputs instanceof RealOutputs real) {
            for (int k = 0; k < real.count(); k++) {
                sum.doubles(real.means()[k], real.scales()[k]);
            }
        }
        return sum.hex();
    }
}
