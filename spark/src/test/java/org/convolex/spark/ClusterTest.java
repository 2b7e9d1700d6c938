package org.convolex.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobEnd;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.junit.jupiter.api.Test;

/** Two executors that are processes of their own. */
class ClusterTest {
    private static final Dataset IMAGES = DigitRows.digits(150);
    private static final int JOBS_BEFORE_THE_LOSS = 12;

    @Test
    void executorsOfTheirOwnAndTheLossOfOneGiveTheBitsOfOneProcess() throws Exception {
        ConvexifiedCnn here = DistributedTrainingTest.train(classifier(), Sparks.local(), IMAGES, 3);
        SparkSession cluster = Sparks.cluster();
        ConvexifiedCnn there = DistributedTrainingTest.train(classifier(), cluster, IMAGES, 3);
        assertThat(ModelFile.encode(there)).isEqualTo(ModelFile.encode(here));

        Loss loss = new Loss(JavaSparkContext.fromSparkContext(cluster.sparkContext()));
        cluster.sparkContext().addSparkListener(loss);
        ConvexifiedCnn bereft = DistributedTrainingTest.train(classifier(), cluster, IMAGES, 3);
        assertThat(loss.jobs.get()).isGreaterThan(JOBS_BEFORE_THE_LOSS + 3);
        loss.await();
        assertThat(ModelFile.encode(bereft)).isEqualTo(ModelFile.encode(here));

        try (Workers workers = new Workers(2)) {
            float[] scores = here.scores(IMAGES, workers);
            List<Row> rows = ConvolexModel.of(here)
                    .transform(DigitRows.vectors(cluster, IMAGES, 3))
                    .orderBy("id")
                    .collectAsList();
            for (int i = 0; i < rows.size(); i++) {
                double[] raw = rows.get(i)
                        .<org.apache.spark.ml.linalg.Vector>getAs("rawPrediction")
                        .toArray();
                for (int k = 0; k < raw.length; k++) {
                    assertThat(raw[k]).isEqualTo((double) scores[raw.length * i + k]);
                }
            }
        }
    }

    private static ConvexifiedCnnClassifier classifier() {
        return DistributedTrainingTest.classifier().setFeatures(60).setGap(0.1);
    }

    /** Ends one executor in the middle of a training, with all that it holds. */
    private static final class Loss extends SparkListener {
        private final JavaSparkContext spark;
        private final AtomicInteger jobs = new AtomicInteger();
        private final AtomicReference<Thread> killer = new AtomicReference<>();

        Loss(JavaSparkContext spark) {
            this.spark = spark;
        }

        @Override
        public void onJobEnd(SparkListenerJobEnd jobEnd) {
            if (jobs.incrementAndGet() == JOBS_BEFORE_THE_LOSS) {
                Thread thread =
                        new Thread(() -> spark.parallelize(List.of(1), 1).foreach(each -> {
                            if (TaskContext.get().attemptNumber() == 0) {
                                System.exit(1);
                            }
                        }));
                killer.set(thread);
                thread.start();
            }
        }

        void await() throws InterruptedException {
            Objects.requireNonNull(killer.get()).join();
        }
    }
}
