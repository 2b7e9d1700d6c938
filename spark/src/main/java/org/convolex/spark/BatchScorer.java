package org.convolex.spark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.convolex.Evaluation;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.model.ModelFile;

/**
 * Scores the rows of a partition, a batch at a time: a model makes itself ready at each call, which costs as much as many images.
 *
 * @param model as the bytes of its file
 * @param column of the images
 * @param index of this column
 * @param outputs columns to add, in their order
 */
record BatchScorer(Broadcast<byte[]> model, ImageColumn column, int index, List<Output> outputs)
        implements MapPartitionsFunction<Row, Row> {
    private static final int MOST_IMAGES = 1000;
    private static final int MOST_PIXELS = 1 << 22;

    /** What is added to a row. */
    enum Output {
        /** The scores. */
        RAW {
            @Override
            Object of(Model model, float[] scores) {
                return vector(scores);
            }
        },
        /** The probabilities of the classes, of a model of the logistic loss. */
        PROBABILITY {
            @Override
            Object of(Model model, float[] scores) {
                double largest = Double.NEGATIVE_INFINITY;
                for (float score : scores) {
                    largest = Math.max(largest, score);
                }
                double sum = 0;
                double[] shares = new double[scores.length];
                for (int k = 0; k < shares.length; k++) {
                    shares[k] = Math.exp(scores[k] - largest);
                    sum += shares[k];
                }
                for (int k = 0; k < shares.length; k++) {
                    shares[k] /= sum;
                }
                return Vectors.dense(shares);
            }
        },
        /** The class, the value, or several values. */
        PREDICTION {
            @Override
            Object of(Model model, float[] scores) {
                if (model.outputs() instanceof RealOutputs real) {
                    double[] values = real.values(scores);
                    return values.length == 1 ? values[0] : Vectors.dense(values);
                }
                return (double) Evaluation.classesOf(scores, scores.length)[0];
            }
        };

        /** @param scores of one image */
        abstract Object of(Model model, float[] scores);

        private static Vector vector(float[] scores) {
            double[] values = new double[scores.length];
            for (int k = 0; k < values.length; k++) {
                values[k] = scores[k];
            }
            return Vectors.dense(values);
        }
    }

    @Override
    public Iterator<Row> call(Iterator<Row> rows) {
        Model network = ModelFile.decode(model.value());
        return new Iterator<>() {
            private Iterator<Row> scored = List.<Row>of().iterator();

            @Override
            public boolean hasNext() {
                return scored.hasNext() || rows.hasNext();
            }

            @Override
            public Row next() {
                if (!scored.hasNext()) {
                    if (!rows.hasNext()) {
                        throw new NoSuchElementException();
                    }
                    scored = score(network, rows);
                }
                return scored.next();
            }
        };
    }

    private Iterator<Row> score(Model network, Iterator<Row> rows) {
        ImageShape shape = network.imageShape();
        int most = Math.max(1, Math.min(MOST_IMAGES, MOST_PIXELS / shape.size()));
        List<Row> batch = new ArrayList<>();
        List<float[]> images = new ArrayList<>();
        Defects defects = new Defects();
        while (batch.size() < most && rows.hasNext()) {
            Row row = rows.next();
            defects.row();
            float[] pixels = column.read(row, index, shape, defects);
            batch.add(row);
            if (pixels != null) {
                images.add(pixels);
            }
        }
        defects.message(column.words(), "", shape, 0).ifPresent(message -> {
            throw new InvalidInputException(message + ", of a batch");
        });
        Dataset input = Dataset.unlabelled(shape, images.toArray(float[][]::new));
        float[] scores = network.scores(input, SamplePart.oneThread());
        int count = network.outputs().count();
        List<Row> scored = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            scored.add(withOutputs(network, batch.get(i), Arrays.copyOfRange(scores, i * count, (i + 1) * count)));
        }
        return scored.iterator();
    }

    private Row withOutputs(Model network, Row row, float[] scores) {
        Object[] values = new Object[row.size() + outputs.size()];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        for (int i = 0; i < outputs.size(); i++) {
            values[row.size() + i] = outputs.get(i).of(network, scores);
        }
        return RowFactory.create(values);
    }
}
