package org.convolex.spark;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.storage.StorageLevel;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.ccnn.ImageFeatures;
import org.convolex.ccnn.SampledFits;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.PipelineBytes;
import org.convolex.optim.Directions;
import org.convolex.optim.FirstOrderProgram;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.NuclearNormBall;
import org.convolex.optim.NuclearNormProgram;
import org.convolex.optim.Pass;
import org.convolex.optim.SampleStorage;
import org.convolex.optim.Targets;
import org.convolex.patch.PixelScale;

/**
 * Measures a pass on Spark, with two threads of one process, beside a pass of the library with two threads: {@code PassTime DATA
 * IMAGES FEATURES}. Both read the same restricted samples at 16 bits, and take turns, so that what else the machine does meets both.
 */
final class PassTime {
    private static final int TURNS = 7;
    private static final int PASSES = 5;
    private static final Sent SENT = new Sent();

    private PassTime() {}

    public static void main(String[] arguments) throws TimeoutException {
        Dataset images = DataSources.open(arguments[0]).train().load(Integer.parseInt(arguments[1]));
        CcnnSettings settings = CcnnSettings.builder()
                .features(Integer.parseInt(arguments[2]))
                .gamma(0.2)
                .radius(100)
                .build();
        JavaSparkContext spark =
                JavaSparkContext.fromSparkContext(Sparks.local().sparkContext());
        spark.sc().addSparkListener(SENT);
        try (Workers workers = new Workers(2)) {
            SampledFits fits = new SampledFits(settings, 1, images, PixelScale.fit(images), workers);
            FeaturePipeline pipeline = fits.pipeline(settings.layer(1).gamma(), workers);
            Directions directions = fits.directions(pipeline, images, workers);
            NuclearNormProgram local = new NuclearNormProgram(
                    new ImageFeatures(images, pipeline),
                    Targets.ofClasses(images.labels(), images.classes()),
                    new MultinomialLogistic(),
                    new NuclearNormBall(100));
            DistributedProgram distributed = distributed(spark, arguments[0], images, pipeline, local.zeroObjective());
            print("%s, %d features, %d positions", images, pipeline.features(), pipeline.positions());
            compare(
                    spark,
                    local.within(directions, SampleStorage.SIXTEEN_BITS, workers),
                    distributed.within(directions, SampleStorage.SIXTEEN_BITS, workers),
                    directions.count(),
                    workers);
        }
        spark.stop();
    }

    /** Its tasks read the images themselves, as they would from files: nothing of them travels with a task. */
    private static DistributedProgram distributed(
            JavaSparkContext spark, String data, Dataset images, FeaturePipeline pipeline, double zeroObjective) {
        Broadcast<byte[]> bytes = spark.broadcast(PipelineBytes.write(pipeline));
        int size = images.size();
        int classes = images.classes();
        String loss = new MultinomialLogistic().name();
        JavaRDD<SamplePart> samples = spark.parallelize(List.of(0, 1), 2)
                .map(half -> new FeaturePart(half(data, size, half), classes, bytes, loss));
        return new DistributedProgram(
                spark,
                samples,
                new DistributedProgram.Size(size, classes * pipeline.positions(), pipeline.features(), zeroObjective),
                new NuclearNormBall(100),
                StorageLevel.MEMORY_ONLY());
    }

    private static ImagePart half(String data, int size, int half) {
        Dataset part = DataSources.open(data).train().load(size).range(size / 2 * half, half == 0 ? size / 2 : size);
        List<float[]> pixels =
                IntStream.range(0, part.size()).mapToObj(part::image).toList();
        return ImagePart.of(part.shape(), pixels, part.labels());
    }

    private static void compare(
            JavaSparkContext spark, FirstOrderProgram local, FirstOrderProgram distributed, int most, Workers workers)
            throws TimeoutException {
        for (int q : new int[] {most, Math.min(most, 12)}) {
            double[] here = new double[TURNS];
            double[] there = new double[TURNS];
            FirstOrderProgram one = local;
            FirstOrderProgram other = distributed;
            if (q < most) {
                float[][] rows = new float[q][most];
                for (int j = 0; j < q; j++) {
                    rows[j][j] = 1;
                }
                one = local.within(Directions.of(most, rows), SampleStorage.SIXTEEN_BITS, workers);
                other = distributed.within(Directions.of(most, rows), SampleStorage.SIXTEEN_BITS, workers);
            }
            double[] point = new SplittableRandom(1)
                    .doubles(one.pointLength(), -1e-3, 1e-3)
                    .toArray();
            for (int turn = 0; turn < TURNS; turn++) {
                here[turn] = milliseconds(one, point, workers);
                there[turn] = milliseconds(other, point, workers);
            }
            Arrays.sort(here);
            Arrays.sort(there);
            long before = sent(spark);
            other.at(point, workers);
            print(
                    "q = %d, %d numbers a point: library %.0f ms a pass (least %.0f), Spark %.0f ms (least %.0f):"
                            + " %.2f times (%.2f); %,d bytes from a partition",
                    q,
                    one.pointLength(),
                    here[TURNS / 2],
                    here[0],
                    there[TURNS / 2],
                    there[0],
                    there[TURNS / 2] / here[TURNS / 2],
                    there[0] / here[0],
                    (sent(spark) - before) / 2);
        }
    }

    /** All that tasks have sent; Spark tells of them a little later than they end. */
    private static long sent(JavaSparkContext spark) throws TimeoutException {
        spark.sc().listenerBus().waitUntilEmpty();
        return SENT.bytes.get();
    }

    /** What tasks send to the driver. */
    private static final class Sent extends SparkListener {
        private final AtomicLong bytes = new AtomicLong();

        @Override
        public void onTaskEnd(SparkListenerTaskEnd end) {
            bytes.addAndGet(end.taskMetrics().resultSize());
        }
    }

    private static double milliseconds(FirstOrderProgram program, double[] point, Workers workers) {
        Pass pass = program.at(point, workers);
        long start = System.nanoTime();
        for (int i = 0; i < PASSES; i++) {
            pass = pass.next(point, 0.5);
        }
        return (System.nanoTime() - start) * 1e-6 / PASSES;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
