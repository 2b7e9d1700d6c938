package org.convolex.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.TrainingListener;
import org.convolex.convotron.ConvotronNetworkTrainer;
import org.convolex.convotron.NetworkSettings;
import org.convolex.convotron.PlantedImages;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.model.ModelFiles;
import org.convolex.relaxation.Direction;
import org.convolex.relaxation.RelaxationSettings;
import org.convolex.relaxation.RelaxationTrainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvolexModelTest {
    private static final Workers WORKERS = new Workers(2);

    static Stream<Arguments> models() {
        Dataset signals = PlantedImages.signals(200);
        NetworkSettings short_ = NetworkSettings.defaults()
                .withWindow(PlantedImages.WINDOW)
                .withLeak(0.25)
                .withSamples(3000, 2000)
                .withRefinements(1);
        Model convotron = new ConvotronNetworkTrainer(short_)
                .train(signals, null, "signals", TrainingListener.NONE, WORKERS)
                .model();
        Dataset forces = forces();
        Model relaxation = new RelaxationTrainer(
                        RelaxationSettings.defaults().withBlocks(2).withDirections(Direction.RANDOM, 3))
                .train(forces, "forces", TrainingListener.NONE, WORKERS)
                .model();
        return Stream.of(
                Arguments.of("ccnn", ModelFiles.tinyModel(1), ModelFiles.trainingImages()),
                Arguments.of("ccnn", ModelFiles.tinyRegression(1), ModelFiles.regressionImages()),
                Arguments.of("exact", ModelFiles.tinyExact(1), ModelFiles.trainingImages()),
                Arguments.of("exact", ModelFiles.tinyExactRegression(1), ModelFiles.regressionImages()),
                Arguments.of("relaxation", relaxation, forces),
                Arguments.of("convotron", convotron, signals));
    }

    private static Dataset forces() {
        SplittableRandom random = new SplittableRandom(5);
        float[][] signals = new float[60][6];
        double[][] targets = new double[signals.length][1];
        for (int i = 0; i < signals.length; i++) {
            for (int t = 0; t < 6; t++) {
                signals[i][t] = (float) random.nextGaussian();
            }
            targets[i][0] = Math.max(0, signals[i][0] - signals[i][1]) + Math.max(0, signals[i][3] - signals[i][4]);
        }
        return Dataset.ofTargets(new ImageShape(1, 1, 6), signals, targets, List.of("force"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void scoresHaveTheBitsOfTheModel(String method, Model model, Dataset images) {
        assertThat(model.method()).isEqualTo(method);
        float[] scores = model.scores(images, WORKERS);
        int count = model.outputs().count();
        List<Row> rows = ConvolexModel.of(model)
                .transform(DigitRows.vectors(Sparks.local(), images, 3))
                .orderBy("id")
                .collectAsList();
        assertThat(rows).hasSize(images.size());
        for (int i = 0; i < rows.size(); i++) {
            double[] raw = rows.get(i).<Vector>getAs("rawPrediction").toArray();
            for (int k = 0; k < count; k++) {
                assertThat(raw[k]).isEqualTo((double) scores[i * count + k]);
            }
            assertThat(rows.get(i).<Object>getAs("prediction")).isEqualTo(prediction(model, scores, i));
        }
    }

    private static Object prediction(Model model, float[] scores, int image) {
        int count = model.outputs().count();
        if (model.outputs() instanceof RealOutputs real) {
            double[] values = java.util.Arrays.copyOfRange(real.values(scores), image * count, (image + 1) * count);
            return count == 1 ? (Object) values[0] : Vectors.dense(values);
        }
        return (double) Evaluation.classesOf(scores, count)[image];
    }

    @Test
    void probabilitiesAreThoseOfTheLogisticLoss() {
        Model model = ModelFiles.tinyModel(1);
        Row row = ConvolexModel.of(model)
                .transform(DigitRows.vectors(Sparks.local(), ModelFiles.trainingImages(), 1))
                .first();
        double[] raw = row.<Vector>getAs("rawPrediction").toArray();
        double[] probabilities = row.<Vector>getAs("probability").toArray();
        double sum = 0;
        for (double score : raw) {
            sum += Math.exp(score);
        }
        for (int k = 0; k < raw.length; k++) {
            assertThat(probabilities[k])
                    .isCloseTo(Math.exp(raw[k]) / sum, org.assertj.core.api.Assertions.within(1e-12));
        }
    }

    @Test
    void isSavedWithAnOrdinaryModelFile(@TempDir Path dir) throws Exception {
        Model model = ModelFiles.tinyModel(1);
        ConvolexModel stage =
                ConvolexModel.of(model).setRawPredictionCol("scores").setProbabilityCol("");
        String path = dir.resolve("stage").toString();
        Sparks.local();
        stage.save(path);
        Model file = ModelFile.read(Path.of(path, "model.cvx"));
        Dataset images = ModelFiles.trainingImages();
        assertThat(file.scores(images, WORKERS)).isEqualTo(model.scores(images, WORKERS));
        ConvolexModel loaded = ConvolexModel.load(path);
        assertThat(loaded.uid()).isEqualTo(stage.uid());
        assertThat(loaded.transform(DigitRows.vectors(Sparks.local(), images, 2))
                        .collectAsList())
                .isEqualTo(stage.transform(DigitRows.vectors(Sparks.local(), images, 2))
                        .collectAsList());
        assertThat(ConvolexModel.fromFile(Path.of(path, "model.cvx")).network().provenance())
                .isEqualTo(model.provenance());
    }
}
