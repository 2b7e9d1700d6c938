package org.convolex.tribuo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.oracle.labs.mlrg.olcut.config.ConfigurationManager;
import com.oracle.labs.mlrg.olcut.config.property.SimpleProperty;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.convolex.Evaluation;
import org.convolex.Verification;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tribuo.Example;
import org.tribuo.Model;
import org.tribuo.MutableDataset;
import org.tribuo.Prediction;
import org.tribuo.classification.Label;
import org.tribuo.classification.LabelFactory;
import org.tribuo.classification.evaluation.LabelEvaluation;
import org.tribuo.classification.evaluation.LabelEvaluator;
import org.tribuo.evaluation.CrossValidation;
import org.tribuo.impl.ArrayExample;
import org.tribuo.protos.core.ModelProto;
import org.tribuo.provenance.SimpleDataSourceProvenance;

class ConvexifiedCnnTrainerTest {
    private static final Dataset DIGITS = DigitExamples.training(300);
    private static final MutableDataset<Label> EXAMPLES = DigitExamples.of(DIGITS);
    private static final ConvexifiedCnnModel MODEL = trainer().train(EXAMPLES);

    private static ConvexifiedCnnTrainer trainer() {
        return new ConvexifiedCnnTrainer(8, 8, 1, 60, 0.9, 50);
    }

    @Test
    void learnsDigits() {
        LabelEvaluation evaluation = new LabelEvaluator().evaluate(MODEL, DigitExamples.of(DigitExamples.test()));
        assertThat(evaluation.accuracy()).isGreaterThan(0.9);
        assertThat(evaluation.recall(new Label("seven"))).isGreaterThan(0.8);
    }

    @Test
    void predictsWhatTheNetworkPredicts() {
        Dataset test = DigitExamples.test();
        List<Prediction<Label>> predictions = MODEL.predict(DigitExamples.of(test));
        List<String> classes = MODEL.network().outputs().names();
        try (Workers workers = new Workers(2)) {
            float[] scores = MODEL.network().scores(test, workers);
            int[] best = Evaluation.classesOf(scores, classes.size());
            for (int i = 0; i < best.length; i++) {
                Prediction<Label> prediction = predictions.get(i);
                assertThat(prediction.getOutput().getLabel()).isEqualTo(classes.get(best[i]));
                for (int k = 0; k < classes.size(); k++) {
                    Label scored = new Label(classes.get(k), scores[i * classes.size() + k]);
                    assertThat(prediction.getOutputScores().values()).anyMatch(scored::fullEquals);
                }
                assertThat(MODEL.predict(prediction.getExample()).getOutput().fullEquals(prediction.getOutput()))
                        .isTrue();
            }
        }
    }

    /** The network is the library's own: its certificate holds for the same images in Tribuo's order of labels. */
    @Test
    void theCertificateHolds() {
        String[] words = MODEL.network().outputs().names().toArray(new String[0]);
        List<String> order = List.of(words);
        float[][] images = new float[DIGITS.size()][];
        int[] labels = new int[images.length];
        for (int i = 0; i < images.length; i++) {
            images[i] = DIGITS.image(i);
            labels[i] = order.indexOf(EXAMPLES.getExample(i).getOutput().getLabel());
        }
        Dataset renamed = Dataset.of(DIGITS.shape(), images, labels, order);
        try (Workers workers = new Workers(2)) {
            assertThat(MODEL.network().verify(renamed, workers)).allMatch(Verification::holds);
        }
        assertThat(MODEL.network().certificate().certifies(1e-3)).isTrue();
    }

    @Test
    void provenanceHoldsDataTrainerAndCertificate() {
        Map<String, ?> instance = MODEL.getProvenance().getInstanceProvenance().getMap();
        assertThat(instance).containsKeys("status", "scope", "objective", "lower-bound", "relative-gap");
        assertThat(instance.get("status")).hasToString("GAP_REACHED");
        String words = ProvenanceUtil.formattedProvenanceString(MODEL.getProvenance());
        assertThat(words).contains("radius = 50.0", "GIVEN_FEATURES", "digits");
    }

    @Test
    void bothSerializationsKeepEverything(@TempDir Path folder) throws IOException, ClassNotFoundException {
        Path file = folder.resolve("model.tribuo");
        MODEL.serializeToFile(file);
        assertSame(Model.deserializeFromFile(file));

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(MODEL);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertSame((Model<?>) in.readObject());
        }
        assertSame(MODEL.copy());
    }

    private static void assertSame(Model<?> read) {
        Model<Label> model = read.castModel(Label.class);
        assertThat(model.getProvenance()).isEqualTo(MODEL.getProvenance());
        for (int i = 0; i < 20; i++) {
            Example<Label> example = EXAMPLES.getExample(i);
            assertThat(model.predict(example)
                            .getOutput()
                            .fullEquals(MODEL.predict(example).getOutput()))
                    .isTrue();
        }
    }

    @Test
    void refusesMessagesItDidNotWrite() {
        ModelProto proto = MODEL.serialize();
        assertThatThrownBy(
                        () -> Model.deserialize(proto.toBuilder().setVersion(2).build()))
                .hasStackTraceContaining("version 2 of the message, this release reads version 1");
        assertThatThrownBy(() -> ConvexifiedCnnModel.deserializeFromProto(
                        1, "model", MODEL.getOutputIDInfo().serialize().getSerializedData()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void crossValidates() {
        CrossValidation<Label, LabelEvaluation> validation = new CrossValidation<>(
                trainer(), DigitExamples.of(DigitExamples.training(200)), new LabelEvaluator(), 2, 1);
        assertThat(validation.evaluate()).allMatch(fold -> fold.getA().accuracy() > 0.7);
    }

    @Test
    void isConfiguredByNameAndRemembersIt() {
        ConfigurationManager manager = new ConfigurationManager();
        manager.addConfiguration(
                new com.oracle.labs.mlrg.olcut.config.ConfigurationData("cnn", ConvexifiedCnnTrainer.class.getName()));
        manager.overrideConfigurableProperty("cnn", "height", new SimpleProperty("8"));
        manager.overrideConfigurableProperty("cnn", "width", new SimpleProperty("8"));
        manager.overrideConfigurableProperty("cnn", "features", new SimpleProperty("60"));
        manager.overrideConfigurableProperty("cnn", "gamma", new SimpleProperty("0.9"));
        manager.overrideConfigurableProperty("cnn", "radius", new SimpleProperty("50"));
        ConvexifiedCnnTrainer configured = (ConvexifiedCnnTrainer) manager.lookup("cnn");
        ConvexifiedCnnModel model = configured.train(EXAMPLES);
        assertThat(model.network().certificate()).isEqualTo(MODEL.network().certificate());
        assertThat(configured.getInvocationCount()).isEqualTo(1);
    }

    @Test
    void weightsOfExamplesCount() {
        MutableDataset<Label> weighted = DigitExamples.of(DIGITS);
        for (Example<Label> example : weighted) {
            example.setWeight(example.getOutput().getLabel().equals("seven") ? 5 : 1);
        }
        ConvexifiedCnnModel model = trainer().train(weighted);
        assertThat(model.network().certificate().problemHash())
                .isNotEqualTo(MODEL.network().certificate().problemHash());
    }

    @Test
    void aBlankImageHasAPrediction() {
        Prediction<Label> prediction = MODEL.predict(new ArrayExample<>(new Label(Label.UNKNOWN)));
        assertThat(prediction.getOutputScores()).hasSize(10);
        assertThat(prediction.getNumActiveFeatures()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "ink, 3, 'feature ''ink'' is no pixel of 1 x 8 x 8: expected a number in 0..63 at the end of its name'",
        "p64, 3, 'feature ''p64'' is no pixel of 1 x 8 x 8: expected a number in 0..63 at the end of its name'",
        "p99999999999, 3, 'feature ''p99999999999'' is no pixel of 1 x 8 x 8: expected a number in 0..63 at the end of its name'",
        "p3, q03, 'features ''p3'' and ''q03'' are both pixel 3'"
    })
    void refusesFeaturesThatAreNoPixels(String first, String second, String message) {
        LabelFactory factory = new LabelFactory();
        MutableDataset<Label> examples =
                new MutableDataset<>(new SimpleDataSourceProvenance("names", factory), factory);
        examples.add(new ArrayExample<>(new Label("a"), new String[] {first, second}, new double[] {1, 2}));
        assertThatThrownBy(() -> trainer().train(examples))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
