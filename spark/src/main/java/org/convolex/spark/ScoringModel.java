package org.convolex.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.convolex.RealOutputs;
import org.convolex.data.InvalidInputException;
import org.convolex.model.ModelFile;
import org.convolex.optim.MultinomialLogistic;

/**
 * Adds scores and predictions to rows with an image. Scores are, to the last bit, those of the library's model on the same
 * images, however the rows are partitioned. A column whose name is empty is not added.
 *
 * <p>{@link #transform} is lazy: a row without an image of the model's shape fails the job that computes it, with one line that
 * names the column.
 *
 * @param <M> the class itself
 */
public abstract class ScoringModel<M extends ScoringModel<M>> extends Model<M> implements MLWritable {
    private static final long serialVersionUID = 1L;

    private final String uid;
    private final byte[] file;
    private final Param<String> featuresCol;
    private final Param<String> predictionCol;
    private final Param<String> rawPredictionCol;
    private final Param<String> probabilityCol;

    /**
     * @param uid of the stage
     * @param file a model as the bytes of its file
     */
    ScoringModel(String uid, byte[] file) {
        this.uid = uid;
        this.file = file;
        this.featuresCol = new Param<>(this, "featuresCol", "column of the images: vector, array of numbers or image");
        this.predictionCol = new Param<>(this, "predictionCol", "column to add: the class, or the value or values");
        this.rawPredictionCol = new Param<>(this, "rawPredictionCol", "column to add: a vector of scores");
        this.probabilityCol = new Param<>(
                this, "probabilityCol", "column to add for models of the logistic loss: a vector of probabilities");
        setDefault(featuresCol, "features");
        setDefault(predictionCol, "prediction");
        setDefault(rawPredictionCol, "rawPrediction");
        setDefault(probabilityCol, "probability");
    }

    /** The same stage with another uid. */
    abstract M renamed(String newUid);

    @Override
    public String uid() {
        return uid;
    }

    /** Column of the images. */
    public Param<String> featuresCol() {
        return featuresCol;
    }

    /** Column of predictions. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** Column of scores. */
    public Param<String> rawPredictionCol() {
        return rawPredictionCol;
    }

    /** Column of probabilities. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** The library's model, with its provenance. Cost: reading it from its bytes. */
    public org.convolex.Model network() {
        return ModelFile.decode(file);
    }

    /** The model as the bytes of its file. */
    byte[] file() {
        return file;
    }

    @Override
    public M copy(ParamMap extra) {
        M copied = copyValues(renamed(uid), extra);
        return hasParent() ? copied.setParent(parent()) : copied;
    }

    @Override
    public MLWriter write() {
        return new ScoringModelWriter(this);
    }

    @Override
    public StructType transformSchema(StructType schema) {
        ImageColumn.of(schema, getOrDefault(featuresCol));
        StructType transformed = schema;
        org.convolex.Model network = network();
        for (Map.Entry<BatchScorer.Output, String> output : outputs(network).entrySet()) {
            transformed = with(transformed, output.getValue(), typeOf(output.getKey(), network));
        }
        return transformed;
    }

    /** The schema with one more column; without one where the name is empty. */
    static StructType with(StructType schema, String name, DataType type) {
        if (List.of(schema.fieldNames()).contains(name)) {
            throw new InvalidInputException("column '" + name + "' is there already");
        }
        return name.isEmpty() ? schema : schema.add(name, type);
    }

    private static DataType typeOf(BatchScorer.Output output, org.convolex.Model network) {
        boolean several = network.outputs() instanceof RealOutputs real && real.count() > 1;
        return output == BatchScorer.Output.PREDICTION && !several ? DataTypes.DoubleType : SQLDataTypes.VectorType();
    }

    /** The columns to add, in their order. */
    private Map<BatchScorer.Output, String> outputs(org.convolex.Model network) {
        Map<BatchScorer.Output, String> outputs = new LinkedHashMap<>();
        outputs.put(BatchScorer.Output.RAW, getOrDefault(rawPredictionCol));
        if (network.loss().equals(new MultinomialLogistic().name())) {
            outputs.put(BatchScorer.Output.PROBABILITY, getOrDefault(probabilityCol));
        }
        outputs.put(BatchScorer.Output.PREDICTION, getOrDefault(predictionCol));
        outputs.values().removeIf(String::isEmpty);
        return outputs;
    }

    @Override
    public Dataset<Row> transform(Dataset<?> dataset) {
        StructType schema = transformSchema(dataset.schema());
        String name = getOrDefault(featuresCol);
        Broadcast<byte[]> model = JavaSparkContext.fromSparkContext(
                        dataset.sparkSession().sparkContext())
                .broadcast(file);
        BatchScorer scorer = new BatchScorer(
                model,
                ImageColumn.of(dataset.schema(), name),
                dataset.schema().fieldIndex(name),
                new ArrayList<>(outputs(network()).keySet()));
        return dataset.toDF().mapPartitions(scorer, Encoders.row(schema));
    }
}
