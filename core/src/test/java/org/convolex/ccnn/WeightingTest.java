package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert;
import org.convolex.Evaluation;
import org.convolex.TrainingListener;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.model.ModelFile;
import org.convolex.optim.HuberLoss;
import org.convolex.optim.SquaredHingeLoss;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightingTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset IMAGES = Digits.train(200);

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static ConvexifiedCnn train(CcnnSettings settings, Dataset images, double... imageWeights) {
        return new ConvexifiedCnnTrainer(settings)
                .train(images, imageWeights, null, "digits", TrainingListener.NONE, WORKERS)
                .model();
    }

    /** Ninety of a hundred images are zeros and ones: balanced, the rare classes are told apart better. */
    @Test
    void balancingHelpsRareClasses() {
        Dataset all = Digits.train(1000);
        int[] kept = IntStream.range(0, all.size())
                .filter(i -> all.label(i) < 2 || i % 10 == 0)
                .toArray();
        Dataset skewed = all.subset(kept);
        CcnnSettings.Builder settings = Digits.fixed().radius(3);
        ConvexifiedCnn plain = train(settings.build(), skewed);
        ConvexifiedCnn balanced =
                train(settings.classWeights(ClassWeights.BALANCED).build(), skewed);
        assertThat(error(balanced)).isLessThan(error(plain) - 0.02);
        assertThat(balanced.weighting().classes()).hasSize(10);
        assertThat(plain.weighting().none()).isTrue();
    }

    private static double error(ConvexifiedCnn model) {
        return Evaluation.of(model, Digits.test(), WORKERS).error();
    }

    /** Weights come with the model: in its file, in its hash, and in the certificate that is recomputed. */
    @Test
    void weightedModelsAreVerifiedFromTheirFiles(@TempDir Path folder) {
        double[] imageWeights =
                IntStream.range(0, IMAGES.size()).mapToDouble(i -> i % 7).toArray();
        CcnnSettings settings = Digits.fixed()
                .classWeights(ClassWeights.of(1, 2, 3, 4, 5, 0, 1, 1, 1, 1))
                .loss(new SquaredHingeLoss())
                .build();
        ConvexifiedCnn model = train(settings, IMAGES, imageWeights);
        assertThat(model.provenance().settings())
                .containsEntry("class-weights", "1.0,2.0,3.0,4.0,5.0,0.0,1.0,1.0,1.0,1.0");
        Path file = folder.resolve("weighted.cvx");
        ModelFile.write(model, file);
        ConvexifiedCnn read = (ConvexifiedCnn) ModelFile.read(file);
        assertThat(read.weighting().classes()).containsExactly(1, 2, 3, 4, 5, 0, 1, 1, 1, 1);
        assertThat(read.weighting().images()).containsExactly(imageWeights);
        assertThat(read.verify(IMAGES, WORKERS).get(0).failures()).isEmpty();
        ConvexifiedCnn stripped = new ConvexifiedCnn(
                read.layers(), read.loss(), Weighting.NONE, RandomShifts.NONE, read.outputs(), read.provenance());
        assertThat(stripped.verify(IMAGES, WORKERS).get(0).failures())
                .anyMatch(line -> line.startsWith("objective is"))
                .anyMatch(line -> line.contains("the weighting of images"));
    }

    /** Images of weight 0 do not count, but for the preprocessing. */
    @Test
    void anImageOfWeightZeroHasNoSay() {
        double[] weights = new double[IMAGES.size()];
        Arrays.fill(weights, 0, 150, 1);
        ConvexifiedCnn model = train(Digits.fixed().build(), IMAGES, weights);
        int[] mislabelled = IMAGES.labels();
        for (int i = 150; i < mislabelled.length; i++) {
            mislabelled[i] = (mislabelled[i] + 1) % 10;
        }
        float[][] pixels =
                IntStream.range(0, IMAGES.size()).mapToObj(IMAGES::image).toArray(float[][]::new);
        ConvexifiedCnn other =
                train(Digits.fixed().build(), Dataset.of(IMAGES.shape(), pixels, mislabelled, 10), weights);
        assertThat(other.last().weights().hash())
                .isEqualTo(model.last().weights().hash());
    }

    @Test
    void choosesOnWeightedImagesToo() {
        ConvexifiedCnn model = train(
                Digits.small()
                        .gamma(0.2)
                        .loss(new HuberLoss(0.5))
                        .classWeights(ClassWeights.BALANCED)
                        .build(),
                IMAGES);
        assertThat(model.certificate().certifies(1e-2)).isTrue();
        assertThat(model.loss()).isEqualTo("huber:0.5");
        assertThat(error(model)).isLessThan(0.25);
    }

    @Test
    void balancedWeightsMakeEveryClassCountAlike() {
        double[] factors = ClassWeights.BALANCED.resolve(IMAGES);
        double[] sums = new double[10];
        for (int i = 0; i < IMAGES.size(); i++) {
            sums[IMAGES.label(i)] += factors[IMAGES.label(i)];
        }
        for (double sum : sums) {
            assertThat(sum).isCloseTo(20, within(1e-12));
        }
    }

    @Test
    void refusesWeightsThatDoNotFit() {
        assertRefused(
                "class weights: 2 given, but the data has 10 classes",
                () -> train(Digits.fixed().classWeights(ClassWeights.of(1, 2)).build(), IMAGES));
        assertRefused(
                "image weights: 3 given, but there are 200 images",
                () -> train(Digits.fixed().build(), IMAGES, 1, 2, 3));
        double[] bad = new double[200];
        bad[7] = -1;
        assertRefused(
                "the weight of image 7 must be finite and >= 0, got -1.0",
                () -> train(Digits.fixed().build(), IMAGES, bad));
        assertRefused(
                "the weights of 200 images must have a finite sum > 0, got 0.0",
                () -> train(Digits.fixed().build(), IMAGES, new double[200]));
        assertRefused(
                "class weights: the weight of class 1 must be finite and >= 0, got NaN",
                () -> ClassWeights.of(1, Double.NaN));
        assertRefused("class weights: all 2 are 0", () -> ClassWeights.of(0, 0));
    }

    private static void assertRefused(String message, ThrowableAssert.ThrowingCallable action) {
        assertThatThrownBy(action).isInstanceOf(InvalidInputException.class).hasMessage(message);
    }
}
