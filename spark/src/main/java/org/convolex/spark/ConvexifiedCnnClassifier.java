package org.convolex.spark;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.convolex.Phase;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.optim.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Trains a convexified convolutional network (Zhang, Liang, Wainwright 2017) on a cluster, to a certified gap.
 *
 * <p>The features column holds vectors or arrays of numbers, in the order channel, row, column and square unless image height,
 * width and channels say otherwise, or Spark's images. The label column holds the integers 0, 1, and so on. Rows are trained on
 * in their partitions: the same rows in the same partitions give the same bits, whatever fails and is tried again on the way,
 * unless time ends the training.
 *
 * <p>Settings of layers hold for all of them; of several layers, {@code filters} has to be given.
 */
public final class ConvexifiedCnnClassifier extends Estimator<ConvexifiedCnnClassificationModel>
        implements DefaultParamsWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final Param<String> featuresCol;
    private final Param<String> labelCol;
    private final Param<String> predictionCol;
    private final Param<String> rawPredictionCol;
    private final Param<String> probabilityCol;
    private final IntParam imageHeight;
    private final IntParam imageWidth;
    private final IntParam imageChannels;
    private final IntParam layers;
    private final IntParam patch;
    private final IntParam stride;
    private final IntParam pool;
    private final IntParam features;
    private final Param<String> kernel;
    private final DoubleParam gamma;
    private final DoubleParam radius;
    private final IntParam filters;
    private final DoubleParam gap;
    private final DoubleParam maxSeconds;
    private final LongParam seed;
    private final Param<String> intermediateStorageLevel;
    private final BooleanParam verifiable;

    /** With a uid of its own. */
    public ConvexifiedCnnClassifier() {
        this(Identifiable.randomUID("ccnn"));
    }

    /** With the given uid; Spark calls this for copies and when it reads. */
    public ConvexifiedCnnClassifier(String uid) {
        this.uid = uid;
        featuresCol = new Param<>(this, "featuresCol", "column of the images: vector, array of numbers or image");
        labelCol = new Param<>(this, "labelCol", "column of the labels: integers 0, 1 and so on");
        predictionCol = new Param<>(this, "predictionCol", "column that the model adds: the class");
        rawPredictionCol = new Param<>(this, "rawPredictionCol", "column that the model adds: a vector of scores");
        probabilityCol = new Param<>(this, "probabilityCol", "column that the model adds: a vector of probabilities");
        imageHeight = new IntParam(this, "imageHeight", "rows of an image; 0: as many as columns");
        imageWidth = new IntParam(this, "imageWidth", "columns of an image; 0: as many as rows");
        imageChannels = new IntParam(this, "imageChannels", "channels of an image; 0: one");
        layers = new IntParam(this, "layers", "layers, >= 1");
        patch = new IntParam(this, "patch", "side of a patch; 0: by the size of the images");
        stride = new IntParam(this, "stride", "distance of two patches, >= 1");
        pool = new IntParam(this, "pool", "side of a pooling window, >= 1");
        features = new IntParam(this, "features", "random features of a patch; 0: 500 in the first layer, 1500 above");
        kernel = new Param<>(this, "kernel", "gaussian, inverse-polynomial or linear");
        gamma = new DoubleParam(this, "gamma", "scale of the kernel; 0: chosen on held-out images of a sample");
        radius = new DoubleParam(this, "radius", "bound on the nuclear norm; 0: chosen on held-out images of a sample");
        filters = new IntParam(this, "filters", "filters that the layer above sees; needed for several layers");
        gap = new DoubleParam(this, "gap", "relative gap to certify, in (0, 1); 0: 1e-3 of one layer, 1e-2 of several");
        maxSeconds = new DoubleParam(this, "maxSeconds", "time for the training; 0: no limit");
        seed = new LongParam(this, "seed", "of all random draws");
        intermediateStorageLevel = new Param<>(
                this,
                "intermediateStorageLevel",
                "how images and restricted features are held on the cluster; NONE: read and computed at every pass");
        verifiable = new BooleanParam(
                this, "verifiable", "hash the data as the library does, through the driver, so that others can verify");
        setDefault(featuresCol, "features");
        setDefault(labelCol, "label");
        setDefault(predictionCol, "prediction");
        setDefault(rawPredictionCol, "rawPrediction");
        setDefault(probabilityCol, "probability");
        setDefault(imageHeight, 0);
        setDefault(imageWidth, 0);
        setDefault(imageChannels, 0);
        setDefault(layers, 1);
        setDefault(patch, 0);
        setDefault(stride, 1);
        setDefault(pool, 2);
        setDefault(features, 0);
        setDefault(kernel, KernelFamily.GAUSSIAN.label());
        setDefault(gamma, 0.0);
        setDefault(radius, 0.0);
        setDefault(filters, 0);
        setDefault(gap, 0.0);
        setDefault(maxSeconds, 0.0);
        setDefault(seed, 1L);
        setDefault(intermediateStorageLevel, "MEMORY_AND_DISK");
        setDefault(verifiable, true);
    }

    /**
     * Trains.
     *
     * @throws InvalidInputException if columns, rows or settings cannot be trained on: one line says why
     */
    @Override
    public ConvexifiedCnnClassificationModel fit(Dataset<?> dataset) {
        transformSchema(dataset.schema());
        CcnnSettings settings = settings();
        StorageLevel held = StorageLevel.fromString(getOrDefault(intermediateStorageLevel));
        ImageColumn column = ImageColumn.of(dataset.schema(), getOrDefault(featuresCol));
        TrainingImages images = TrainingImages.read(dataset, column, getOrDefault(labelCol), shape(column), held);
        try {
            ConvexifiedCnn network =
                    new DistributedTrainer(settings, held, (Boolean) getOrDefault(verifiable)).train(images, new Log());
            return copyValues(ConvexifiedCnnClassificationModel.of(uid, network), ParamMap.empty())
                    .setParent(this);
        } finally {
            images.release();
        }
    }

    /** What is noted on the way goes to Spark's log. */
    private final class Log implements TrainingListener {
        @Override
        public boolean onProgress(Progress progress) {
            return true;
        }

        @Override
        public void onPhase(Phase phase) {
            log().info("{}", phase);
        }

        @Override
        public void onNote(String line) {
            log().info("{}", line);
        }
    }

    private CcnnSettings settings() {
        KernelFamily family = family(getOrDefault(kernel));
        CcnnSettings.Builder builder = CcnnSettings.builder()
                .layers(integer(layers))
                .patch(integer(patch))
                .stride(integer(stride))
                .pool(integer(pool))
                .kernel(family)
                .map(mapOf(family))
                .gamma(orAuto(gamma))
                .radius(orAuto(radius))
                .filters(integer(filters))
                .seed((Long) getOrDefault(seed));
        if (integer(features) != 0) {
            builder.features(integer(features));
        }
        if (number(gap) != 0) {
            builder.gap(number(gap));
        }
        if (number(maxSeconds) != 0) {
            builder.maxSeconds(number(maxSeconds));
        }
        if (integer(layers) > 1 && integer(filters) == CcnnSettings.AUTO_FILTERS) {
            throw new InvalidInputException("filters must be >= 1 for several layers, got 0");
        }
        return builder.build();
    }

    private static KernelFamily family(String label) {
        return Arrays.stream(KernelFamily.values())
                .filter(family -> family.label().equals(label))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("kernel must be one of "
                        + Arrays.stream(KernelFamily.values())
                                .map(KernelFamily::label)
                                .collect(Collectors.joining(", "))
                        + ", got '" + label + "'"));
    }

    /** Maps that do not learn from patches: those would have to look at more images than the driver has. */
    private static MapKind mapOf(KernelFamily family) {
        return switch (family) {
            case GAUSSIAN -> MapKind.FOURIER;
            case INVERSE_POLYNOMIAL -> MapKind.MACLAURIN;
            case LINEAR -> MapKind.IDENTITY;
        };
    }

    private double orAuto(DoubleParam param) {
        return number(param) == 0 ? CcnnSettings.AUTO : number(param);
    }

    private @Nullable ImageShape shape(ImageColumn column) {
        int height = integer(imageHeight);
        int width = integer(imageWidth);
        int channels = integer(imageChannels);
        if (column.kind() == ImageColumn.Kind.IMAGE || height == 0 && width == 0 && channels == 0) {
            return null;
        }
        if (height == 0 && width == 0) {
            throw new InvalidInputException("imageChannels is " + channels + ": give imageHeight or imageWidth, too");
        }
        return new ImageShape(channels == 0 ? 1 : channels, height == 0 ? width : height, width == 0 ? height : width);
    }

    private int integer(IntParam param) {
        return (Integer) getOrDefault(param);
    }

    private double number(DoubleParam param) {
        return (Double) getOrDefault(param);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        ImageColumn.of(schema, getOrDefault(featuresCol));
        StructType scored = ScoringModel.with(schema, getOrDefault(rawPredictionCol), SQLDataTypes.VectorType());
        scored = ScoringModel.with(scored, getOrDefault(probabilityCol), SQLDataTypes.VectorType());
        return ScoringModel.with(scored, getOrDefault(predictionCol), DataTypes.DoubleType);
    }

    @Override
    public ConvexifiedCnnClassifier copy(ParamMap extra) {
        return defaultCopy(extra);
    }

    /** A reader of what {@link #write} wrote; Spark finds it by its name. */
    public static MLReader<ConvexifiedCnnClassifier> read() {
        return new DefaultParamsReader<>();
    }

    /** Reads what {@link #save} wrote. */
    public static ConvexifiedCnnClassifier load(String path) {
        return read().load(path);
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Column of the images. */
    public Param<String> featuresCol() {
        return featuresCol;
    }

    /** Column of the labels. */
    public Param<String> labelCol() {
        return labelCol;
    }

    /** Column that the model adds: the class. Empty: none. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** Column that the model adds: scores. Empty: none. */
    public Param<String> rawPredictionCol() {
        return rawPredictionCol;
    }

    /** Column that the model adds: probabilities. Empty: none. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** Rows of an image. */
    public IntParam imageHeight() {
        return imageHeight;
    }

    /** Columns of an image. */
    public IntParam imageWidth() {
        return imageWidth;
    }

    /** Channels of an image. */
    public IntParam imageChannels() {
        return imageChannels;
    }

    /** Number of layers. */
    public IntParam layers() {
        return layers;
    }

    /** Side of a patch. */
    public IntParam patch() {
        return patch;
    }

    /** Distance of two patches. */
    public IntParam stride() {
        return stride;
    }

    /** Side of a pooling window. */
    public IntParam pool() {
        return pool;
    }

    /** Random features of a patch. */
    public IntParam features() {
        return features;
    }

    /** Name of the kernel. */
    public Param<String> kernel() {
        return kernel;
    }

    /** Scale of the kernel. */
    public DoubleParam gamma() {
        return gamma;
    }

    /** Bound R on the nuclear norm. */
    public DoubleParam radius() {
        return radius;
    }

    /** Filters that the layer above sees. */
    public IntParam filters() {
        return filters;
    }

    /** Relative gap to certify. */
    public DoubleParam gap() {
        return gap;
    }

    /** Time for the training. */
    public DoubleParam maxSeconds() {
        return maxSeconds;
    }

    /** Of all random draws. */
    public LongParam seed() {
        return seed;
    }

    /** How images and restricted features are held. */
    public Param<String> intermediateStorageLevel() {
        return intermediateStorageLevel;
    }

    /** Whether the data is hashed as the library does. */
    public BooleanParam verifiable() {
        return verifiable;
    }

    /** See {@link #featuresCol}. */
    public ConvexifiedCnnClassifier setFeaturesCol(String value) {
        set(featuresCol, value);
        return this;
    }

    /** See {@link #labelCol}. */
    public ConvexifiedCnnClassifier setLabelCol(String value) {
        set(labelCol, value);
        return this;
    }

    /** See {@link #predictionCol}. */
    public ConvexifiedCnnClassifier setPredictionCol(String value) {
        set(predictionCol, value);
        return this;
    }

    /** See {@link #rawPredictionCol}. */
    public ConvexifiedCnnClassifier setRawPredictionCol(String value) {
        set(rawPredictionCol, value);
        return this;
    }

    /** See {@link #probabilityCol}. */
    public ConvexifiedCnnClassifier setProbabilityCol(String value) {
        set(probabilityCol, value);
        return this;
    }

    /** See {@link #imageHeight}. */
    public ConvexifiedCnnClassifier setImageHeight(int value) {
        set(imageHeight, value);
        return this;
    }

    /** See {@link #imageWidth}. */
    public ConvexifiedCnnClassifier setImageWidth(int value) {
        set(imageWidth, value);
        return this;
    }

    /** See {@link #imageChannels}. */
    public ConvexifiedCnnClassifier setImageChannels(int value) {
        set(imageChannels, value);
        return this;
    }

    /** See {@link #layers}. */
    public ConvexifiedCnnClassifier setLayers(int value) {
        set(layers, value);
        return this;
    }

    /** See {@link #patch}. */
    public ConvexifiedCnnClassifier setPatch(int value) {
        set(patch, value);
        return this;
    }

    /** See {@link #stride}. */
    public ConvexifiedCnnClassifier setStride(int value) {
        set(stride, value);
        return this;
    }

    /** See {@link #pool}. */
    public ConvexifiedCnnClassifier setPool(int value) {
        set(pool, value);
        return this;
    }

    /** See {@link #features}. */
    public ConvexifiedCnnClassifier setFeatures(int value) {
        set(features, value);
        return this;
    }

    /** See {@link #kernel}. */
    public ConvexifiedCnnClassifier setKernel(String value) {
        set(kernel, value);
        return this;
    }

    /** See {@link #gamma}. */
    public ConvexifiedCnnClassifier setGamma(double value) {
        set(gamma, value);
        return this;
    }

    /** See {@link #radius}. */
    public ConvexifiedCnnClassifier setRadius(double value) {
        set(radius, value);
        return this;
    }

    /** See {@link #filters}. */
    public ConvexifiedCnnClassifier setFilters(int value) {
        set(filters, value);
        return this;
    }

    /** See {@link #gap}. */
    public ConvexifiedCnnClassifier setGap(double value) {
        set(gap, value);
        return this;
    }

    /** See {@link #maxSeconds}. */
    public ConvexifiedCnnClassifier setMaxSeconds(double value) {
        set(maxSeconds, value);
        return this;
    }

    /** See {@link #seed}. */
    public ConvexifiedCnnClassifier setSeed(long value) {
        set(seed, value);
        return this;
    }

    /** See {@link #intermediateStorageLevel}. */
    public ConvexifiedCnnClassifier setIntermediateStorageLevel(String value) {
        set(intermediateStorageLevel, value);
        return this;
    }

    /** See {@link #verifiable}. */
    public ConvexifiedCnnClassifier setVerifiable(boolean value) {
        set(verifiable, value);
        return this;
    }
}
