package org.convolex.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.image.ImageSchema;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.ml.tuning.TrainValidationSplit;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.model.ModelFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classifier as a stage of Spark ML. */
class ConvexifiedCnnClassifierTest {
    private static final Dataset IMAGES = DigitRows.digits(150);

    private static ConvexifiedCnnClassifier classifier() {
        return DistributedTrainingTest.classifier().setFeatures(60).setGap(0.4);
    }

    private static org.apache.spark.sql.Dataset<Row> vectors() {
        return DigitRows.vectors(Sparks.local(), IMAGES, 2);
    }

    @Test
    void pipelinesAreSavedAndReadAgain(@TempDir Path dir) throws Exception {
        Pipeline pipeline = new Pipeline().setStages(new PipelineStage[] {classifier()});
        String path = dir.resolve("pipeline").toString();
        vectors();
        pipeline.save(path);
        PipelineModel trained = Pipeline.load(path).fit(vectors());
        String modelPath = dir.resolve("model").toString();
        trained.save(modelPath);
        PipelineModel read = PipelineModel.load(modelPath);
        assertThat(read.transform(vectors()).collectAsList())
                .isEqualTo(trained.transform(vectors()).collectAsList());
        ConvexifiedCnnClassificationModel stage = (ConvexifiedCnnClassificationModel) read.stages()[0];
        assertThat(stage.certificate().certifies(0.4)).isTrue();
        assertThat(stage.numClasses()).isEqualTo(10);
        double accuracy = new MulticlassClassificationEvaluator()
                .setMetricName("accuracy")
                .evaluate(read.transform(vectors()));
        assertThat(accuracy).isGreaterThan(0.8);
    }

    @Test
    void settingsAreChosenByCrossValidation() {
        ConvexifiedCnnClassifier classifier = classifier();
        ParamMap[] grid = new ParamGridBuilder()
                .addGrid(classifier.radius(), new double[] {0.01, 10})
                .build();
        MulticlassClassificationEvaluator evaluator = new MulticlassClassificationEvaluator().setMetricName("accuracy");
        CrossValidatorModel chosen = new CrossValidator()
                .setEstimator(classifier)
                .setEstimatorParamMaps(grid)
                .setEvaluator(evaluator)
                .setNumFolds(2)
                .fit(vectors());
        assertThat(((ConvexifiedCnnClassificationModel) chosen.bestModel())
                        .network()
                        .last()
                        .radius())
                .isEqualTo(10);
        assertThat(chosen.avgMetrics()[1]).isGreaterThan(chosen.avgMetrics()[0]);
        assertThat(new TrainValidationSplit()
                        .setEstimator(classifier)
                        .setEstimatorParamMaps(grid)
                        .setEvaluator(evaluator)
                        .fit(vectors())
                        .validationMetrics())
                .hasSize(2);
    }

    @Test
    void everyColumnTypeTrainsTheSameNetwork() {
        ConvexifiedCnn expected = classifier().fit(vectors()).network();
        DataType doubles = DataTypes.createArrayType(DataTypes.DoubleType);
        DataType floats = DataTypes.createArrayType(DataTypes.FloatType);
        List<org.apache.spark.sql.Dataset<Row>> others = List.of(
                rows(
                        SQLDataTypes.VectorType(),
                        i -> Vectors.dense(DigitRows.doubles(IMAGES.image(i))).toSparse()),
                rows(doubles, i -> DigitRows.doubles(IMAGES.image(i))),
                rows(floats, IMAGES::image),
                rows(ImageSchema.columnSchema(), i -> image(IMAGES.image(i), 8, 8, 1)));
        for (org.apache.spark.sql.Dataset<Row> other : others) {
            assertThat(ModelFile.encode(classifier().fit(other).network()))
                    .as(other.schema().apply("features").dataType().simpleString())
                    .isEqualTo(ModelFile.encode(expected));
        }
    }

    private static org.apache.spark.sql.Dataset<Row> rows(
            DataType type, java.util.function.IntFunction<Object> features) {
        return DigitRows.rows(Sparks.local(), IMAGES, 2, type, features);
    }

    private static Row image(float[] pixels, int height, int width, int channels) {
        byte[] data = new byte[pixels.length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (byte) (int) pixels[i];
        }
        return RowFactory.create("", height, width, channels, channels == 1 ? 0 : 16, data);
    }

    /** Spark holds blue, green, red of a pixel side by side; the library holds planes of red, green, blue. */
    @Test
    void coloursComeInTheLibrarysOrder() {
        Row row = RowFactory.create(image(new float[] {1, 2, 3, 4, 5, 6}, 1, 2, 3));
        ImageColumn column = new ImageColumn("c", ImageColumn.Kind.IMAGE, "image");
        ImageShape shape = column.shapeOf(row, 0);
        assertThat(shape).isEqualTo(new ImageShape(3, 1, 2));
        assertThat(column.read(row, 0, shape, new Defects())).containsExactly(3, 6, 2, 5, 1, 4);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    case when id < 12 then null else features end | label | column 'features' (array<double>): 12 of 150 rows are null
                    case when id < 3 then slice(features, 1, 63) else features end | label | column 'features' (array<double>): 3 of 150 rows do not have the 64 numbers of 1 x 8 x 8: the first has 63
                    transform(features, x -> if(id = 7, double('NaN'), x)) | label | column 'features' (array<double>): 1 of 150 rows hold NaN or an infinite number
                    features | if(id > 147, null, label) | column 'label' (double): 2 of 150 rows are null
                    features | label - 0.5 | column 'label' (double): 150 of 150 rows are not an integer in 0..999
                    features | cast(label as string) | column 'label' (string): labels must be numbers
                    cast(features as string) | label | column 'features' is of type string: images must be a vector, an array of numbers or an image
                    slice(features, 1, 63) | label | column 'features' (array<double>): 63 numbers are no square image: give imageHeight, imageWidth and imageChannels
                    features | 4 | all 150 training labels are equal ('4'): there is nothing to tell apart
                    """)
    void rowsThatCannotBeLearnedFromAreCounted(String features, String label, String message) {
        org.apache.spark.sql.Dataset<Row> broken = rows(
                        DataTypes.createArrayType(DataTypes.DoubleType), i -> DigitRows.doubles(IMAGES.image(i)))
                .selectExpr("id", label + " as label", features + " as features");
        ConvexifiedCnnClassifier classifier = classifier();
        if (message.contains("1 x 8 x 8")) {
            classifier.setImageHeight(8);
        }
        assertThatThrownBy(() -> classifier.fit(broken))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void settingsOutOfRangeAndMissingColumnsAreNamed() {
        assertThatThrownBy(() -> classifier().setStride(0).fit(vectors())).hasMessage("stride must be >= 1, got 0");
        assertThatThrownBy(() -> classifier().setFeaturesCol("pixels").fit(vectors()))
                .hasMessage("there is no column 'pixels': there are id, label, features");
        assertThatThrownBy(() -> classifier().setKernel("cubic").fit(vectors()))
                .hasMessage("kernel must be one of gaussian, inverse-polynomial, linear, got 'cubic'");
        assertThatThrownBy(() -> classifier().setLayers(2).fit(vectors()))
                .hasMessage("filters must be >= 1 for several layers, got 0");
        assertThatThrownBy(() -> classifier().fit(vectors()).transform(vectors().withColumnRenamed("id", "prediction")))
                .hasMessage("column 'prediction' is there already");
    }

    /** A row that cannot be scored fails its job: only there it is read. */
    @Test
    void scoringNamesTheColumnOfABrokenRow() {
        ConvexifiedCnnClassificationModel model = classifier().fit(vectors());
        org.apache.spark.sql.Dataset<Row> broken =
                vectors().selectExpr("id", "if(id = 70, null, features) as features");
        assertThatThrownBy(() -> model.transform(broken).count())
                .hasStackTraceContaining("column 'features' (vector): 1 of 75 rows are null, of a batch");
    }

    @Test
    void aTaskThatFailsOnceChangesNoBit() {
        org.apache.spark.sql.Dataset<Row> failing = vectors()
                .mapPartitions(
                        (org.apache.spark.api.java.function.MapPartitionsFunction<Row, Row>) rows -> {
                            if (TaskContext.get().attemptNumber() == 0) {
                                throw new IllegalStateException("fails once");
                            }
                            return rows;
                        },
                        Encoders.row(vectors().schema()));
        assertThat(ModelFile.encode(classifier()
                        .setIntermediateStorageLevel("NONE")
                        .fit(failing)
                        .network()))
                .isEqualTo(ModelFile.encode(classifier().fit(vectors()).network()));
    }

    @Test
    void sumsDoNotDependOnWhoComesFirst() {
        List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
        org.apache.spark.api.java.JavaSparkContext spark = org.apache.spark.api.java.JavaSparkContext.fromSparkContext(
                Sparks.local().sparkContext());
        double expected = 0;
        for (int group = 0; group < 40; group += 7) {
            double sum = 0;
            for (int i = group; i < Math.min(40, group + 7); i++) {
                sum += 1.0 / (3 + i);
            }
            expected += sum;
        }
        double[] sum = OrderedSum.of(spark.parallelize(numbers, 40).map(i -> {
            if (i % 5 == 0 && TaskContext.get().attemptNumber() == 0) {
                throw new IllegalStateException("fails once");
            }
            Thread.sleep(i % 3);
            return new double[] {1.0 / (3 + i)};
        }));
        assertThat(sum).isEqualTo(new double[] {expected});
        assertThat(Arrays.stream(OrderedSum.of(spark.parallelize(numbers, 4)
                                .mapPartitions(
                                        each -> List.of(new double[] {1.0}).iterator())))
                        .sum())
                .isEqualTo(4);
    }
}
