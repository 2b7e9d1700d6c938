package org.convolex.tribuo;

import com.oracle.labs.mlrg.olcut.config.Config;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.DoubleProvenance;
import com.oracle.labs.mlrg.olcut.provenance.primitives.StringProvenance;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.TrainedCnn;
import org.convolex.certify.Certificate;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.tribuo.Dataset;
import org.tribuo.Example;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Trainer;
import org.tribuo.classification.Label;
import org.tribuo.provenance.ModelProvenance;
import org.tribuo.provenance.TrainerProvenance;
import org.tribuo.provenance.impl.TrainerProvenanceImpl;

/**
 * Trains a convexified network ({@link org.convolex.ccnn.ConvexifiedCnnTrainer}) on a Tribuo data set of images, whose features
 * are named by the numbers of their pixels: "0" to "783" for images of 28 x 28, with any prefix and any leading zeros.
 *
 * <p>Weights of examples count. The model's provenance holds what Tribuo records of data and trainer, and the certificate of each
 * layer: objective, lower bound, relative gap, scope. Configurable by OLCUT: fields that stay 0 are chosen on held-out examples.
 *
 * <p>The same examples in the same order give the same model. Not safe for use from many threads: configure one for each.
 */
public final class ConvexifiedCnnTrainer implements Trainer<Label> {
    @Config(mandatory = true, description = "Height of an image in pixels.")
    private int height;

    @Config(mandatory = true, description = "Width of an image in pixels.")
    private int width;

    @Config(description = "Channels of an image, one behind the other.")
    private int channels = 1;

    @Config(description = "The number of the first pixel in the features' names.")
    private int firstPixel;

    @Config(description = "Layers.")
    private int layers = 1;

    @Config(description = "Side of a patch; 0: by the size of the images.")
    private int patch;

    @Config(description = "Random features of a patch; 0: 500 in the first layer, 1,500 above.")
    private int features;

    @Config(description = "Gamma of the Gaussian kernel; 0: chosen on held-out examples.")
    private double gamma;

    @Config(description = "R, the bound on the nuclear norm; 0: chosen on held-out examples.")
    private double radius;

    @Config(description = "The relative gap to certify; 0: 1e-3 for one layer, 1e-2 for several.")
    private double gap;

    @Config(description = "Stop after so many seconds; 0: when the gap is certified.")
    private double maxSeconds;

    @Config(description = "Seed of the random features.")
    private long seed = 1;

    @Config(description = "Threads; 0: one a processor. Any number gives the same model.")
    private int threads;

    private int invocations;

    /** For OLCUT, which sets the fields. */
    @SuppressWarnings("unused")
    private ConvexifiedCnnTrainer() {}

    /** One layer, with all that can be chosen chosen on held-out examples. */
    public ConvexifiedCnnTrainer(int height, int width) {
        this(height, width, 1, 0, 0, 0);
    }

    /**
     * @param height of an image
     * @param width of an image
     * @param layers at least 1
     * @param features of a patch; 0: the default
     * @param gamma of the kernel; 0: chosen
     * @param radius R; 0: chosen
     */
    public ConvexifiedCnnTrainer(int height, int width, int layers, int features, double gamma, double radius) {
        this.height = height;
        this.width = width;
        this.layers = layers;
        this.features = features;
        this.gamma = gamma;
        this.radius = radius;
    }

    @Override
    public synchronized void setInvocationCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("invocation count must be >= 0, got " + count);
        }
        invocations = count;
    }

    @Override
    public synchronized int getInvocationCount() {
        return invocations;
    }

    @Override
    public ConvexifiedCnnModel train(Dataset<Label> examples) {
        return train(examples, Map.of());
    }

    /**
     * Trains. What was not certified in time is in the model's provenance, as its status.
     *
     * @throws IllegalArgumentException if a feature is no pixel, examples cannot be learned from, or a setting is out of range
     */
    @Override
    public ConvexifiedCnnModel train(Dataset<Label> examples, Map<String, Provenance> runProvenance) {
        return train(examples, runProvenance, INCREMENT_INVOCATION_COUNT);
    }

    @Override
    public synchronized ConvexifiedCnnModel train(
            Dataset<Label> examples, Map<String, Provenance> runProvenance, int invocationCount) {
        if (invocationCount != INCREMENT_INVOCATION_COUNT) {
            setInvocationCount(invocationCount);
        }
        TrainerProvenance trainer = getProvenance();
        invocations++;
        ImmutableFeatureMap featureMap = examples.getFeatureIDMap();
        ImmutableOutputInfo<Label> labels = examples.getOutputIDInfo();
        ImageShape shape = new ImageShape(channels, height, width);
        PixelNames names = new PixelNames(shape, firstPixel);
        names.check(featureMap);
        try (Workers workers = threads == 0 ? Workers.ofMachine() : new Workers(threads)) {
            TrainedCnn trained = new org.convolex.ccnn.ConvexifiedCnnTrainer(settings())
                    .train(
                            images(examples, labels, shape, names),
                            weights(examples),
                            null,
                            examples.getSourceDescription(),
                            TrainingListener.NONE,
                            workers);
            Map<String, Provenance> run = new HashMap<>(runProvenance);
            run.putAll(claims(trained));
            ModelProvenance provenance = new ModelProvenance(
                    ConvexifiedCnnModel.class.getName(), OffsetDateTime.now(), examples.getProvenance(), trainer, run);
            return new ConvexifiedCnnModel(provenance, featureMap, labels, trained.model(), firstPixel);
        }
    }

    private CcnnSettings settings() {
        CcnnSettings.Builder builder =
                CcnnSettings.builder().layers(layers).patch(patch).seed(seed);
        if (features != 0) {
            builder.features(features);
        }
        if (gamma != 0) {
            builder.gamma(gamma);
        }
        if (radius != 0) {
            builder.radius(radius);
        }
        if (gap != 0) {
            builder.gap(gap);
        }
        if (maxSeconds != 0) {
            builder.maxSeconds(maxSeconds);
        }
        return builder.build();
    }

    private static org.convolex.data.Dataset images(
            Dataset<Label> examples, ImmutableOutputInfo<Label> labels, ImageShape shape, PixelNames names) {
        float[][] images = new float[examples.size()][];
        int[] ids = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            Example<Label> example = examples.getExample(i);
            images[i] = names.image(example);
            ids[i] = labels.getID(example.getOutput());
            if (ids[i] < 0) {
                throw new IllegalArgumentException("example " + i + " has no label");
            }
        }
        List<String> classes = new ArrayList<>();
        for (int k = 0; k < labels.size(); k++) {
            classes.add(labels.getOutput(k).getLabel());
        }
        return org.convolex.data.Dataset.of(shape, images, ids, classes);
    }

    /** The weights of the examples, or none where all are alike: a model holds those that it is given. */
    private static double[] weights(Dataset<Label> examples) {
        double[] weights =
                examples.getData().stream().mapToDouble(Example::getWeight).toArray();
        return Arrays.stream(weights).distinct().count() == 1 ? new double[0] : weights;
    }

    /** What can be said of the model, by name; of several layers, with the layer's number. */
    private static Map<String, Provenance> claims(TrainedCnn trained) {
        Map<String, Provenance> claims = new HashMap<>();
        put(claims, "status", trained.status().name());
        ConvexifiedCnn model = trained.model();
        for (int i = 0; i < model.layers().size(); i++) {
            Certificate certificate = model.layers().get(i).certificate();
            String layer = model.layers().size() == 1 ? "" : "layer-" + (i + 1) + "-";
            put(claims, layer + "scope", certificate.scope().name());
            put(claims, layer + "objective", certificate.objective());
            put(claims, layer + "lower-bound", certificate.lowerBound());
            put(claims, layer + "relative-gap", certificate.relativeGap());
        }
        return claims;
    }

    private static void put(Map<String, Provenance> claims, String name, String value) {
        claims.put(name, new StringProvenance(name, value));
    }

    private static void put(Map<String, Provenance> claims, String name, double value) {
        claims.put(name, new DoubleProvenance(name, value));
    }

    @Override
    public TrainerProvenance getProvenance() {
        return new TrainerProvenanceImpl(this);
    }

    @Override
    public String toString() {
        return "ConvexifiedCnnTrainer(" + channels + " x " + height + " x " + width + ", layers=" + layers + ")";
    }
}
