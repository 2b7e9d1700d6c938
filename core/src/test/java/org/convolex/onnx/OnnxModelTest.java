package org.convolex.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.convolex.Evaluation;
import org.convolex.RealOutputs;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFiles;
import org.convolex.model.UnknownModel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is around the graph: inputs and outputs, operator sets, metadata. */
class OnnxModelTest {
    private static final ConvexifiedCnn MODEL = ModelFiles.tinyModel(1);
    private static final OnnxModel EXPORTED = OnnxModel.of(MODEL, OnnxModel.OPERATOR_SET);
    private static final Dataset IMAGES = ModelFiles.trainingImages();

    @Test
    void anyNumberOfImagesMakesABatch() {
        float[] together = Exported.run(EXPORTED, IMAGES).scores();
        for (int i = 0; i < 3; i++) {
            float[] alone = Exported.run(EXPORTED, IMAGES.range(i, i + 1)).scores();
            assertThat(alone).hasSize(10);
            for (int k = 0; k < 10; k++) {
                assertThat(alone[k]).isCloseTo(together[10 * i + k], within(1e-4f));
            }
        }
    }

    @Test
    void labelsAreThoseOfTheModel() {
        try (Workers workers = new Workers(1)) {
            int[] expected = Evaluation.classesOf(MODEL.scores(IMAGES, workers), 10);
            RuntimeSession.Results results = Exported.run(EXPORTED, IMAGES);
            assertThat(Arrays.stream(results.labels()).mapToInt(Math::toIntExact))
                    .containsExactly(box(expected));
            assertThat(results.predictions()).isEmpty();
        }
    }

    private static Integer[] box(int[] values) {
        return IntStream.of(values).boxed().toArray(Integer[]::new);
    }

    @Test
    void predictionsAreInTheUnitsOfTheTargets() {
        ConvexifiedCnn model = ModelFiles.tinyRegression(1);
        Dataset images = ModelFiles.regressionImages();
        RuntimeSession.Results results = Exported.run(OnnxModel.of(model, OnnxModel.OPERATOR_SET), images);
        assertThat(results.labels()).isEmpty();
        assertThat(results.predictions())
                .containsExactly(((RealOutputs) model.outputs()).values(results.scores()), within(1e-9));
    }

    @Test
    void theSameModelGivesTheSameBytes() {
        assertThat(OnnxModel.of(ModelFiles.tinyModel(2), OnnxModel.OPERATOR_SET).toBytes())
                .isEqualTo(EXPORTED.toBytes());
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 14, 15, 16, 17})
    void everyOperatorSetIsRun(int operatorSet) {
        assertThat(Exported.run(OnnxModel.of(MODEL, operatorSet), IMAGES).scores())
                .isEqualTo(Exported.run(EXPORTED, IMAGES).scores());
    }

    @Test
    void otherOperatorSetsAreRefused() {
        assertThatThrownBy(() -> OnnxModel.of(MODEL, 12))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("opset must be 13 to 17, got 12");
        assertThatThrownBy(() -> OnnxModel.of(MODEL, 18))
                .hasMessage("opset must be 13 to 17, got 18: runtimes of later ones run these, too");
    }

    @Test
    void metadataIsReadBack() {
        Deviation deviation = new Deviation(60, 0.5, 0.25, OptionalInt.of(3), "onnxruntime");
        OnnxModel probed = EXPORTED.withProbe("some digits", deviation);
        try (RuntimeSession session = new RuntimeSession(probed.toBytes(), 1)) {
            Map<String, String> metadata = session.metadata();
            assertThat(metadata).isEqualTo(probed.metadata());
            Certificate certificate = MODEL.certificate();
            assertThat(metadata)
                    .containsAllEntriesOf(EXPORTED.metadata())
                    .containsEntry("method", "ccnn")
                    .containsEntry("classes", "[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\",\"6\",\"7\",\"8\",\"9\"]")
                    .containsEntry("image-shape", "[1,8,8]")
                    .containsEntry("certificate.words", certificate.words())
                    .containsEntry("certificate.scope", certificate.scope().words())
                    .containsEntry("certificate.lower-bound", Double.toString(certificate.lowerBound()))
                    .containsEntry("provenance.data-sha256", MODEL.provenance().dataHash())
                    .containsEntry("provenance.setting.patch", "3")
                    .containsEntry("probe.data", "some digits")
                    .containsEntry("probe.images", "60")
                    .containsEntry("probe.largest-deviation", "0.5")
                    .containsEntry("probe.relative-deviation", "0.25")
                    .containsEntry("probe.label-flips", "3");
        }
        assertThat(EXPORTED.metadata()).doesNotContainKey("probe.data");
    }

    @Test
    void namesOfTargetsAreJson() {
        ConvexifiedCnn model = ModelFiles.tinyRegression(1);
        RealOutputs outputs = new RealOutputs(List.of("a \"b\"", "c\\\n\u00e9"), new double[2], new double[] {1, 1});
        ConvexifiedCnn renamed = new ConvexifiedCnn(
                model.layers(), model.loss(), model.weighting(), model.shifts(), outputs, model.provenance());
        assertThat(OnnxModel.of(renamed, OnnxModel.OPERATOR_SET).metadata())
                .containsEntry("targets", "[\"a \\\"b\\\"\",\"c\\\\\\u000a\u00e9\"]");
    }

    @Test
    void deviationsAreMeasured() {
        float[] scores = {1, -4, 2};
        assertThat(Deviation.between(scores, new float[] {1, -3, 2.5f}, 3, OptionalInt.empty(), ""))
                .isEqualTo(new Deviation(3, 1, 0.25, OptionalInt.empty(), ""));
        assertThat(Deviation.between(scores, new float[] {1, Float.NaN, 2}, 3, OptionalInt.empty(), "")
                        .largest())
                .isInfinite();
        assertThat(Deviation.between(new float[1], new float[1], 1, OptionalInt.empty(), "")
                        .relative())
                .isZero();
    }

    /** Classes are looked for where all of the class path is but onnxruntime. */
    @Test
    void aProbeWithoutTheLibrarySaysWhatIsMissing() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.contains("onnxruntime")) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Class<?> attempt = loader.loadClass(ProbeAttempt.class.getName());
            assertThat((String) attempt.getMethod("message").invoke(null))
                    .startsWith("onnxruntime cannot be loaded (ai/onnxruntime/")
                    .endsWith("a probe needs com.microsoft.onnxruntime:onnxruntime on the class path");
        }
    }

    /** A probe of a model that was exported. */
    public static final class ProbeAttempt {
        private ProbeAttempt() {}

        /** The message of the failure. */
        public static String message() {
            try (Workers workers = new Workers(1)) {
                ConvexifiedCnn model = ModelFiles.tinyModel(1);
                OnnxModel exported = OnnxModel.of(model, OnnxModel.OPERATOR_SET);
                OnnxProbe.of(exported, model, ModelFiles.trainingImages(), workers);
                return "none";
            } catch (InvalidInputException e) {
                return String.valueOf(e.getMessage());
            }
        }
    }

    @Test
    void otherMethodsAreRefused() {
        assertThatThrownBy(() -> OnnxModel.of(new UnknownModel("unknown", MODEL), OnnxModel.OPERATOR_SET))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("models of method 'unknown' cannot be exported yet");
    }
}
