package org.convolex.relaxation;

import java.util.List;
import org.convolex.CertifiedModel;
import org.convolex.Outputs;
import org.convolex.Provenance;
import org.convolex.RealOutputs;
import org.convolex.ResponseMap;
import org.convolex.TrainingData;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.RelaxationCertifier;
import org.convolex.certify.RelaxedProgram;
import org.convolex.certify.RelaxedTargets;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.hash.Sha256;
import org.convolex.linalg.Workers;
import org.convolex.network.Activation;
import org.convolex.network.PatchRows;
import org.convolex.network.SharedFilter;

/**
 * A network of one filter that all blocks share, with output weights of 1, trained by a convex relaxation: {@code f(x) = sum_j
 * sigma(x_j.w)}. Immutable by convention: the arrays are not copied and must not change. Safe for use from many threads.
 *
 * @param layout how it sees images
 * @param activation sigma
 * @param set of filters that the training allowed
 * @param direction r of the trial that the filter is from
 * @param filter w, for scaled pixels
 * @param trials of the training, in their order
 * @param outputs one real target, as it is: the relation between blocks and target would not survive a standardization
 * @param certificate of the filter in the convex program of its direction
 * @param provenance where it comes from
 */
public record SharedFilterNetwork(
        BlockLayout layout,
        Activation activation,
        FilterSet set,
        double[] direction,
        double[] filter,
        List<TrialReport> trials,
        Outputs outputs,
        Certificate certificate,
        Provenance provenance)
        implements CertifiedModel {

    /** The method's name on the command line and in files. */
    public static final String METHOD = "relaxation";

    /** Exponentials may round differently on another machine. */
    private static final double TOLERANCE = 1e-9;

    /** Numbers of blocks that are held at a time when predicting. */
    private static final int NUMBERS_AT_A_TIME = 1 << 22;

    /**
     * @throws IllegalArgumentException if filter or direction have another length than a block, or the outputs are not one target
     *     as it is
     */
    public SharedFilterNetwork {
        trials = List.copyOf(trials);
        if (filter.length != layout.dimension() || direction.length != layout.dimension()) {
            throw new IllegalArgumentException("a filter of " + filter.length + " and a direction of "
                    + direction.length + " numbers, but blocks have " + layout.dimension());
        }
        if (!(outputs instanceof RealOutputs real) || real.count() != 1 || !real.asTheyAre()) {
            throw new IllegalArgumentException("the outputs must be one real target, as it is");
        }
    }

    @Override
    public String method() {
        return METHOD;
    }

    @Override
    public ImageShape imageShape() {
        return layout.image();
    }

    @Override
    public String loss() {
        return "squared";
    }

    /** beta of the program. */
    public double beta() {
        return ((RelaxedTargets) certificate.regularization()).beta();
    }

    /** Trials with this outcome. */
    public int count(Outcome outcome) {
        return (int) trials.stream().filter(trial -> trial.outcome() == outcome).count();
    }

    /** The share of trials that recovered a filter without error: what the paper's theorem bounds by 1/2 for random directions. */
    public double successRate() {
        return (double) count(Outcome.RECOVERED) / trials.size();
    }

    /** {@code 1 - (1/2)^T}: with what probability one of T trials recovers a planted filter, if each does with 1/2. */
    public double amplification() {
        return 1 - Math.pow(0.5, trials.size());
    }

    /**
     * {@inheritDoc}
     *
     * <p>Cost an image: 2 d flops.
     */
    @Override
    public float[] scores(Dataset images, Workers workers) {
        float[] scores = new float[images.size()];
        int blocks = layout.blocks();
        float[][] responses = respond(images, workers, true);
        for (int i = 0; i < scores.length; i++) {
            scores[i] = responses[i][blocks];
        }
        return scores;
    }

    /**
     * The filter's responses as features for other models: {@code sigma(x_j.w)} of each block, an image of one channel with a pixel
     * for each block, under the ground truth of the images. Cost an image: 2 d flops.
     *
     * @throws InvalidInputException if the images have another shape
     */
    public Dataset responses(Dataset images, Workers workers) {
        return images.withImages(new ImageShape(1, layout.rows(), layout.columns()), respond(images, workers, false));
    }

    @Override
    public double largestPixel() {
        return 1.0 / layout.scale();
    }

    @Override
    public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
        try (Workers caller = new Workers(1)) {
            return ResponseMap.ofChannels(responses(images.range(index, index + 1), caller), 0);
        }
    }

    /** For each image the responses of its blocks, and, if wanted, their sum. */
    private float[][] respond(Dataset images, Workers workers, boolean sums) {
        int blocks = layout.blocks();
        float[][] responses = new float[images.size()][blocks + (sums ? 1 : 0)];
        int some = Math.max(1, NUMBERS_AT_A_TIME / layout.image().size());
        for (int from = 0; from < images.size(); from += some) {
            int first = from;
            PatchRows rows = layout.blocksOf(images.range(from, Math.min(images.size(), from + some)), workers);
            workers.forEachChunk(rows.samples(), (chunk, start, end) -> {
                for (int i = start; i < end; i++) {
                    double sum = 0;
                    for (int j = 0; j < blocks; j++) {
                        double value = activation.value(rows.dot(i * blocks + j, filter));
                        responses[first + i][j] = (float) value;
                        sum += value;
                    }
                    if (sums) {
                        responses[first + i][blocks] = (float) sum;
                    }
                }
            });
        }
        return responses;
    }

    @Override
    public List<Verification> verify(Dataset images, Workers workers) {
        Dataset training = TrainingData.selection(this, images);
        SharedFilter problem = problem(training, layout, activation, workers);
        RelaxedProgram program = new RelaxedProgram(problem, direction, beta(), Regions.of(set));
        String hash = problemHash(training.hash(), layout, activation, set, beta(), direction);
        Certificate recomputed =
                RelaxationCertifier.certify(program, filter, hash, workers).certificate();
        return List.of(Verification.of(
                certificate,
                recomputed,
                TOLERANCE,
                "the images, the blocks, the activation, the direction, the constraint or beta"));
    }

    static SharedFilter problem(Dataset training, BlockLayout layout, Activation activation, Workers workers) {
        return new SharedFilter(
                layout.blocksOf(training, workers), training.targets().values(), activation);
    }

    /** SHA-256 over the hash of the images and all else that makes the program. */
    static String problemHash(
            String dataHash,
            BlockLayout layout,
            Activation activation,
            FilterSet set,
            double beta,
            double[] direction) {
        return new Sha256()
                .text(dataHash)
                .text(layout.image().toString())
                .floats(layout.scale())
                .ints(layout.height(), layout.width())
                .text(activation.label())
                .text(set.label())
                .doubles(beta)
                .doubles(direction)
                .hex();
    }
}
