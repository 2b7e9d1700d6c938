package org.convolex.tribuo;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.convolex.Evaluation;
import org.convolex.Scorer;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.jspecify.annotations.Nullable;
import org.tribuo.Example;
import org.tribuo.Excuse;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.ImmutableOutputInfo;
import org.tribuo.Model;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.impl.ModelDataCarrier;
import org.tribuo.protos.core.ModelDataProto;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.ModelProvenance;

/**
 * A convexified network as a Tribuo model of labels: predictions, evaluation, both serializations. Scores are the network's, no
 * probabilities. Immutable and safe for use from many threads.
 */
public final class ConvexifiedCnnModel extends Model<Label> {
    private static final long serialVersionUID = 1;

    /** Of what {@link #serialize} writes. */
    private static final int VERSION = 1;

    /** Our fields beside those of Tribuo's message, which keeps what it does not know. */
    private static final int FILE_FIELD = 1001;

    private static final int FIRST_PIXEL_FIELD = 1002;

    private final byte[] file;
    private final int firstPixel;
    private transient volatile @Nullable Network network;

    /** What the file holds, ready to predict. */
    private record Network(ConvexifiedCnn cnn, Scorer scorer, PixelNames names) {}

    ConvexifiedCnnModel(
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> labels,
            ConvexifiedCnn cnn,
            int firstPixel) {
        this("convexified-cnn", provenance, features, labels, ModelFile.encode(cnn), firstPixel);
    }

    private ConvexifiedCnnModel(
            String name,
            ModelProvenance provenance,
            ImmutableFeatureMap features,
            ImmutableOutputInfo<Label> labels,
            byte[] file,
            int firstPixel) {
        super(name, provenance, features, labels, false);
        this.file = file;
        this.firstPixel = firstPixel;
    }

    /** The network, with its certificates: to write as a file, verify or export. */
    public ConvexifiedCnn network() {
        return opened().cnn();
    }

    private Network opened() {
        Network opened = network;
        if (opened == null) { // several threads may open it; they all get the same
            if (!(ModelFile.decode(file) instanceof ConvexifiedCnn cnn)) {
                throw new IllegalStateException("the model is no convexified network");
            }
            opened = new Network(cnn, cnn.scorer(), new PixelNames(cnn.imageShape(), firstPixel));
            network = opened;
        }
        return opened;
    }

    @Override
    public Prediction<Label> predict(Example<Label> example) {
        return innerPredict(List.of(example)).get(0);
    }

    /** {@inheritDoc} All at once: a batch costs less than its examples one by one. */
    @Override
    protected List<Prediction<Label>> innerPredict(Iterable<Example<Label>> examples) {
        Network opened = opened();
        List<Example<Label>> list = new ArrayList<>();
        examples.forEach(list::add);
        if (list.isEmpty()) {
            return List.of();
        }
        float[][] images = new float[list.size()][];
        for (int i = 0; i < images.length; i++) {
            images[i] = opened.names().image(list.get(i));
        }
        float[] scores = scores(opened, Dataset.unlabelled(opened.cnn().imageShape(), images));
        List<String> classes = opened.cnn().outputs().names();
        int[] best = Evaluation.classesOf(scores, classes.size());
        List<Prediction<Label>> predictions = new ArrayList<>();
        for (int i = 0; i < images.length; i++) {
            Map<String, Label> all = new LinkedHashMap<>();
            for (int k = 0; k < classes.size(); k++) {
                all.put(classes.get(k), new Label(classes.get(k), scores[i * classes.size() + k]));
            }
            Label predicted = all.get(classes.get(best[i]));
            predictions.add(new Prediction<>(predicted, all, opened.names().known(list.get(i)), list.get(i), false));
        }
        return predictions;
    }

    private static float[] scores(Network opened, Dataset images) {
        if (images.size() == 1) {
            return opened.scorer().scores(images);
        }
        try (Workers workers = Workers.ofMachine()) {
            return opened.cnn().scores(images, workers);
        }
    }

    /** {@inheritDoc} Empty: no pixel counts by itself. */
    @Override
    public Map<String, List<Pair<String, Double>>> getTopFeatures(int n) {
        return Map.of();
    }

    @Override
    public Optional<Excuse<Label>> getExcuse(Example<Label> example) {
        return Optional.empty();
    }

    @Override
    protected ConvexifiedCnnModel copy(String newName, ModelProvenance newProvenance) {
        return new ConvexifiedCnnModel(newName, newProvenance, featureIDMap, outputIDInfo, file, firstPixel);
    }

    @Override
    public ModelProto serialize() {
        UnknownFieldSet ours = UnknownFieldSet.newBuilder()
                .addField(
                        FILE_FIELD,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(file))
                                .build())
                .addField(
                        FIRST_PIXEL_FIELD,
                        UnknownFieldSet.Field.newBuilder().addVarint(firstPixel).build())
                .build();
        ModelDataProto data = createDataCarrier().serialize().toBuilder()
                .setUnknownFields(ours)
                .build();
        return ModelProto.newBuilder()
                .setSerializedData(Any.pack(data))
                .setClassName(ConvexifiedCnnModel.class.getName())
                .setVersion(VERSION)
                .build();
    }

    /**
     * Reads what {@link #serialize} wrote. Tribuo calls it.
     *
     * @throws InvalidProtocolBufferException if the message is of another type
     * @throws IllegalArgumentException if it is of another version, has no network in it, or is not of labels
     */
    public static ConvexifiedCnnModel deserializeFromProto(int version, String className, Any message)
            throws InvalidProtocolBufferException {
        if (version != VERSION) {
            throw new IllegalArgumentException(
                    className + ": version " + version + " of the message, this release reads version " + VERSION);
        }
        ModelDataProto data = message.unpack(ModelDataProto.class);
        ModelDataCarrier<?> carrier = ModelDataCarrier.deserialize(data);
        if (!carrier.outputDomain().getOutput(0).getClass().equals(Label.class)) {
            throw new IllegalArgumentException(className + ": the model's outputs are no labels");
        }
        @SuppressWarnings("unchecked") // checked just now
        ImmutableOutputInfo<Label> labels = (ImmutableOutputInfo<Label>) carrier.outputDomain();
        List<ByteString> files = data.getUnknownFields().getField(FILE_FIELD).getLengthDelimitedList();
        List<Long> first = data.getUnknownFields().getField(FIRST_PIXEL_FIELD).getVarintList();
        if (files.size() != 1 || first.size() != 1) {
            throw new IllegalArgumentException(className + ": there is no network in the message");
        }
        ConvexifiedCnnModel model = new ConvexifiedCnnModel(
                carrier.name(),
                carrier.provenance(),
                carrier.featureDomain(),
                labels,
                files.get(0).toByteArray(),
                Math.toIntExact(first.get(0)));
        try {
            model.opened(); // a damaged file is found now, not at the first prediction
        } catch (InvalidInputException e) {
            throw new IllegalArgumentException(className + ": " + e.getMessage(), e);
        }
        return model;
    }
}
