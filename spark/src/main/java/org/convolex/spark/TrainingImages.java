package org.convolex.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.storage.StorageLevel;
import org.convolex.ClassOutputs;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.LabelledHash;
import org.convolex.hash.Sha256;
import org.convolex.model.ModelFile;
import org.jspecify.annotations.Nullable;

/**
 * Labelled images on a cluster, in the order of the rows that they come from: what a layer learns from.
 *
 * @param spark the cluster
 * @param held what of them the cluster holds
 * @param parts at most one a partition
 * @param shape of all images
 * @param classes number of classes
 * @param firsts of each partition, the number of its first image, and behind the last the number of all
 * @param smallest pixel
 * @param largest pixel
 */
record TrainingImages(
        JavaSparkContext spark,
        JavaRDD<?> held,
        JavaRDD<ImagePart> parts,
        ImageShape shape,
        int classes,
        int[] firsts,
        float smallest,
        float largest) {
    /** Larger labels are taken for a wrong column. */
    private static final int MOST_CLASSES = 1000;

    /** What is read of one partition: no images where a row is defective. */
    private record Reading(@Nullable ImagePart images, Defects defects) implements Serializable {}

    /** What is known of one partition. */
    private record Summary(int index, int size, int leastLabel, int largestLabel, float smallest, float largest)
            implements Serializable {}

    /** An image with its label. */
    record Labelled(int row, int label, float[] pixels) implements Serializable {}

    /**
     * Reads two columns and holds the images on the cluster.
     *
     * @param shape of images, or null for what the first row says
     * @throws InvalidInputException if rows are defective, in one line with their number; or there is nothing to learn
     */
    static TrainingImages read(
            Dataset<?> rows, ImageColumn column, String labelColumn, @Nullable ImageShape shape, StorageLevel held) {
        DataType labelType = ImageColumn.typeOf(rows.schema(), labelColumn);
        String labelWords = "column '" + labelColumn + "' (" + labelType.simpleString() + ")";
        if (!(labelType instanceof NumericType)) {
            throw new InvalidInputException(labelWords + ": labels must be numbers");
        }
        Dataset<Row> both =
                rows.select(column(column.name()), column(labelColumn).cast("double"));
        ImageShape known = shape != null ? shape : inferred(both, column);
        SentShape sent = SentShape.of(known);
        JavaRDD<Reading> readings = both.javaRDD()
                .mapPartitions(part -> List.of(read(part, column, sent.shape())).iterator());
        readings.persist(held);
        Defects defects = new Defects();
        readings.map(Reading::defects).collect().forEach(defects::add);
        defects.message(column.words(), labelWords, known, MOST_CLASSES).ifPresent(message -> {
            readings.unpersist(false);
            throw new InvalidInputException(message);
        });
        if (defects.rows() > Integer.MAX_VALUE) {
            throw new InvalidInputException(defects.rows() + " rows are more than " + Integer.MAX_VALUE);
        }
        JavaRDD<ImagePart> parts = readings.flatMap(reading -> {
            ImagePart images = reading.images();
            return images == null
                    ? List.<ImagePart>of().iterator()
                    : List.of(images).iterator();
        });
        try {
            return of(JavaSparkContext.fromSparkContext(rows.sparkSession().sparkContext()), readings, parts, known);
        } catch (InvalidInputException e) {
            readings.unpersist(false);
            throw e;
        }
    }

    /** A column by its name, dots and all. */
    static Column column(String name) {
        return functions.col("`" + name.replace("`", "``") + "`");
    }

    private static ImageShape inferred(Dataset<Row> rows, ImageColumn column) {
        List<Row> first = rows.filter(column(column.name()).isNotNull()).takeAsList(1);
        if (first.isEmpty()) {
            throw new InvalidInputException(column.words() + ": there is no row with an image");
        }
        return column.shapeOf(first.get(0), 0);
    }

    private static Reading read(Iterator<Row> rows, ImageColumn column, ImageShape shape) {
        Defects defects = new Defects();
        List<float[]> images = new ArrayList<>();
        IntStream.Builder labels = IntStream.builder();
        int defective = 0;
        while (rows.hasNext()) {
            Row row = rows.next();
            defects.row();
            float[] pixels = column.read(row, 0, shape, defects);
            if (pixels == null || !labelled(row, defects)) {
                defective++;
            } else {
                images.add(pixels);
                labels.add((int) row.getDouble(1));
            }
        }
        return defective > 0 || images.isEmpty()
                ? new Reading(null, defects)
                : new Reading(ImagePart.of(shape, images, labels.build().toArray()), defects);
    }

    private static boolean labelled(Row row, Defects defects) {
        if (row.isNullAt(1)) {
            defects.nullLabel();
            return false;
        }
        double label = row.getDouble(1);
        if (!(label >= 0 && label < MOST_CLASSES && label == Math.rint(label))) {
            defects.label();
            return false;
        }
        return true;
    }

    private static TrainingImages of(
            JavaSparkContext spark, JavaRDD<?> held, JavaRDD<ImagePart> parts, ImageShape shape) {
        List<Summary> summaries =
                parts.mapPartitionsWithIndex(TrainingImages::summaries, false).collect();
        int[] firsts = new int[parts.getNumPartitions() + 1];
        int leastLabel = Integer.MAX_VALUE;
        int largestLabel = -1;
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        for (Summary summary : summaries) {
            firsts[summary.index + 1] = summary.size;
            leastLabel = Math.min(leastLabel, summary.leastLabel);
            largestLabel = Math.max(largestLabel, summary.largestLabel);
            smallest = Math.min(smallest, summary.smallest);
            largest = Math.max(largest, summary.largest);
        }
        Arrays.parallelPrefix(firsts, Integer::sum);
        int size = firsts[firsts.length - 1];
        if (size < 2) {
            throw new InvalidInputException("training needs at least 2 images, got " + size);
        }
        if (leastLabel == largestLabel) {
            throw new InvalidInputException("all " + size + " training labels are equal ('" + leastLabel
                    + "'): there is nothing to tell apart");
        }
        return new TrainingImages(spark, held, parts, shape, largestLabel + 1, firsts, smallest, largest);
    }

    private static Iterator<Summary> summaries(int index, Iterator<ImagePart> parts) {
        List<Summary> all = new ArrayList<>();
        parts.forEachRemaining(part -> all.add(summary(index, part)));
        return all.iterator();
    }

    private static Summary summary(int index, ImagePart part) {
        int[] labels = part.labels();
        org.convolex.data.Dataset images = part.dataset(MOST_CLASSES);
        float smallest = Float.POSITIVE_INFINITY;
        float largest = Float.NEGATIVE_INFINITY;
        float[] image = new float[part.shape().size()];
        for (int i = 0; i < labels.length; i++) {
            images.copyImage(i, image, 0);
            for (float pixel : image) {
                smallest = Math.min(smallest, pixel);
                largest = Math.max(largest, pixel);
            }
        }
        return new Summary(
                index,
                labels.length,
                Arrays.stream(labels).min().orElseThrow(),
                Arrays.stream(labels).max().orElseThrow(),
                smallest,
                largest);
    }

    /** Number of images. */
    int size() {
        return firsts[firsts.length - 1];
    }

    /** The images of some rows, in ascending order. */
    List<Labelled> collect(int[] rows) {
        int[] sorted = rows.clone();
        Arrays.sort(sorted);
        Broadcast<int[]> wanted = spark.broadcast(sorted);
        int[] starts = firsts;
        int number = classes;
        List<Labelled> collected = parts.mapPartitionsWithIndex(
                        (index, each) -> {
                            List<Labelled> found = new ArrayList<>();
                            each.forEachRemaining(part -> found.addAll(
                                    some(part.dataset(number), starts[index], starts[index + 1], wanted.value())));
                            return found.iterator();
                        },
                        false)
                .collect();
        wanted.destroy();
        return collected;
    }

    private static List<Labelled> some(org.convolex.data.Dataset images, int first, int end, int[] sorted) {
        return Arrays.stream(sorted)
                .filter(row -> first <= row && row < end)
                .mapToObj(row -> new Labelled(row, images.label(row - first), images.image(row - first)))
                .toList();
    }

    /** What the library computes of the same images in the same order: all pixels pass through here, a partition at a time. */
    String hash() {
        LabelledHash sum = new LabelledHash(shape, size(), classNames());
        parts.map(ImagePart::labels).toLocalIterator().forEachRemaining(sum::labels);
        int number = classes;
        parts.toLocalIterator().forEachRemaining(part -> sum.images(part.dataset(number)));
        return sum.hex();
    }

    /** A hash over the hashes of the partitions, which the executors compute: it depends on how rows are partitioned. */
    String hashOfPartitions() {
        int number = classes;
        Sha256 sum = new Sha256().text("partitions");
        parts.map(part -> part.dataset(number).hash()).collect().forEach(sum::text);
        return sum.hex();
    }

    /** The names of the classes, as the library numbers them. */
    List<String> classNames() {
        return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    /**
     * What the layer above sees: filter responses, held on the cluster.
     *
     * @param below a network of the layer that sees these images
     */
    TrainingImages through(ConvexifiedCnn below, StorageLevel level) {
        Broadcast<byte[]> model = spark.broadcast(ModelFile.encode(below));
        int number = classes;
        JavaRDD<ImagePart> responses = parts.map(part -> part.with(((ConvexifiedCnn) ModelFile.decode(model.value()))
                .last()
                .respond(part.dataset(number), SamplePart.oneThread())));
        responses.persist(level);
        return of(spark, responses, responses, below.last().outputShape());
    }

    /** Lets go of what the cluster holds. */
    void release() {
        held.unpersist(false);
    }

    /** What models of these images predict. */
    ClassOutputs outputs() {
        return new ClassOutputs(classNames());
    }
}
