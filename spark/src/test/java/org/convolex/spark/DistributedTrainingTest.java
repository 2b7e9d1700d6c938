package org.convolex.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.convolex.Evaluation;
import org.convolex.TrainingListener;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ConvexifiedCnn;
import org.convolex.ccnn.ConvexifiedCnnTrainer;
import org.convolex.certify.Certificate;
import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.junit.jupiter.api.Test;

/** Training on rows of a cluster beside the library's own on the same images. */
class DistributedTrainingTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset IMAGES = DigitRows.digits(1200);

    static ConvexifiedCnnClassifier classifier() {
        return new ConvexifiedCnnClassifier()
                .setPatch(3)
                .setFeatures(80)
                .setGamma(0.2)
                .setRadius(30)
                .setGap(5e-2);
    }

    static ConvexifiedCnn train(
            ConvexifiedCnnClassifier classifier, SparkSession spark, Dataset images, int partitions) {
        return classifier.fit(DigitRows.vectors(spark, images, partitions)).network();
    }

    private static CcnnSettings.Builder local() {
        return CcnnSettings.builder()
                .patch(3)
                .features(80)
                .gamma(0.2)
                .radius(30)
                .gap(2e-3);
    }

    private static ConvexifiedCnn trainHere(CcnnSettings settings) {
        return new ConvexifiedCnnTrainer(settings)
                .train(IMAGES, "digits", TrainingListener.NONE, WORKERS)
                .model();
    }

    @Test
    void solvesTheProgramThatTheLibrarySolves() {
        ConvexifiedCnn here = trainHere(local().build());
        ConvexifiedCnn there = train(classifier().setGap(5e-3), Sparks.local(), IMAGES, 4);
        Certificate one = here.certificate();
        Certificate other = there.certificate();

        assertThat(other.certifies(5e-3)).isTrue();
        assertThat(other.problemHash()).isEqualTo(one.problemHash());
        assertThat(other.lowerBound()).isLessThanOrEqualTo(one.objective());
        assertThat(one.lowerBound()).isLessThanOrEqualTo(other.objective());
        assertThat(there.provenance().dataHash()).isEqualTo(here.provenance().dataHash());
        assertThat(there.provenance().status()).isEqualTo("GAP_REACHED");
        assertThat(there.verify(IMAGES, WORKERS)).allMatch(verification -> verification.holds());

        Dataset test = org.convolex.data.DataSources.open("digits")
                .test()
                .orElseThrow()
                .load();
        int[] predictedHere = Evaluation.classesOf(here.scores(test, WORKERS), 10);
        int[] predictedThere = Evaluation.classesOf(there.scores(test, WORKERS), 10);
        int same = 0;
        for (int i = 0; i < predictedHere.length; i++) {
            same += predictedHere[i] == predictedThere[i] ? 1 : 0;
        }
        assertThat(same).isGreaterThan((int) (0.97 * predictedHere.length));
    }

    @Test
    void theSamePartitionsGiveTheSameBitsHoweverTheyAreHeld() {
        Dataset few = IMAGES.head(300);
        byte[] first = ModelFile.encode(train(classifier(), Sparks.local(), few, 3));
        assertThat(ModelFile.encode(train(classifier(), Sparks.local(), few, 3)))
                .isEqualTo(first);
        for (String level : List.of("NONE", "DISK_ONLY")) {
            ConvexifiedCnnClassifier held = classifier().setIntermediateStorageLevel(level);
            assertThat(ModelFile.encode(train(held, Sparks.local(), few, 3)))
                    .as(level)
                    .isEqualTo(first);
        }
    }

    @Test
    void manyPartitionsAndEmptyOnesChangeNothingButRounding() {
        Dataset few = IMAGES.head(120);
        Certificate few4 = train(classifier(), Sparks.local(), few, 4).certificate();
        Certificate few17 = train(classifier(), Sparks.local(), few, 17).certificate();
        org.apache.spark.sql.Dataset<Row> rows = DigitRows.vectors(Sparks.local(), few, 4);
        Certificate withEmpty =
                classifier().fit(rows.filter("id < 0").union(rows)).certificate();
        assertThat(few17.problemHash()).isEqualTo(few4.problemHash());
        assertThat(few17.lowerBound()).isLessThanOrEqualTo(few4.objective());
        assertThat(few4.lowerBound()).isLessThanOrEqualTo(few17.objective());
        assertThat(withEmpty).isEqualTo(few4);
    }

    @Test
    void gammaAndRadiusAreChosenOnASample() {
        Dataset few = IMAGES.head(300);
        ConvexifiedCnnClassifier open = classifier().setGamma(0).setRadius(0).setFeatures(60);
        ConvexifiedCnn first = train(open, Sparks.local(), few, 2);
        ConvexifiedCnn second = train(open, Sparks.local(), few, 2);
        assertThat(ModelFile.encode(second)).isEqualTo(ModelFile.encode(first));
        assertThat(first.certificate().certifies(5e-2)).isTrue();
        assertThat(first.last().radius()).isGreaterThan(0);
        assertThat(first.provenance().settings()).containsKeys("gamma", "radius");
    }

    @Test
    void aSecondLayerLearnsFromTheResponsesOfTheFirst() {
        Dataset few = IMAGES.head(300);
        ConvexifiedCnnClassifier two = classifier().setLayers(2).setFilters(4);
        ConvexifiedCnn network = train(two, Sparks.local(), few, 2);
        assertThat(network.layers()).hasSize(2);
        assertThat(network.layers().get(0).filters()).isEqualTo(4);
        assertThat(network.verify(few, WORKERS)).hasSize(2).allMatch(verification -> verification.holds());
    }

    @Test
    void withoutTheHashOfTheDataNobodyTakesTheModelForVerifiable() {
        Dataset few = IMAGES.head(100);
        ConvexifiedCnn network = train(classifier().setVerifiable(false), Sparks.local(), few, 2);
        assertThat(network.certificate().certifies(5e-2)).isTrue();
        assertThat(network.provenance().dataHash()).isNotEqualTo(few.hash());
    }
}
