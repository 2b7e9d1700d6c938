package org.convolex.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;

/** Images as rows: id, label, features. */
final class DigitRows {
    private DigitRows() {}

    /** The first of the embedded digits. */
    static Dataset digits(int images) {
        return DataSources.open("digits").train().load(images);
    }

    /** Rows of vectors, in the order of the images, in partitions of consecutive rows. */
    static org.apache.spark.sql.Dataset<Row> vectors(SparkSession spark, Dataset images, int partitions) {
        return rows(spark, images, partitions, SQLDataTypes.VectorType(), i -> Vectors.dense(doubles(images.image(i))));
    }

    static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Rows of any type of features. */
    static org.apache.spark.sql.Dataset<Row> rows(
            SparkSession spark, Dataset images, int partitions, DataType type, IntFunction<Object> features) {
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            rows.add(RowFactory.create(i, images.labelled() ? (double) images.label(i) : 0.0, features.apply(i)));
        }
        StructType schema = new StructType()
                .add("id", DataTypes.IntegerType)
                .add("label", DataTypes.DoubleType)
                .add("features", type);
        return spark.createDataFrame(
                JavaSparkContext.fromSparkContext(spark.sparkContext()).parallelize(rows, partitions), schema);
    }
}
