package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.convolex.Evaluation;
import org.convolex.RealOutputs;
import org.convolex.RegressionEvaluation;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.CertificateAttackTest;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.optim.HuberLoss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.SampleMatrices;
import org.convolex.optim.SquaredHingeLoss;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Status;
import org.convolex.optim.TestProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset TRAIN = RotatedDigits.anglesAndInk(Digits.train(300), 1);
    private static final TrainedCnn TRAINED = train(Digits.fixed(), TRAIN);
    private static final ConvexifiedCnn MODEL = TRAINED.model();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static TrainedCnn train(CcnnSettings.Builder settings, Dataset images, double... imageWeights) {
        return new ConvexifiedCnnTrainer(settings.build())
                .train(images, imageWeights, null, "rotated digits", TrainingListener.NONE, WORKERS);
    }

    private static ConvexifiedCnn with(RealOutputs outputs) {
        return new ConvexifiedCnn(
                MODEL.layers(), MODEL.loss(), MODEL.weighting(), RandomShifts.NONE, outputs, MODEL.provenance());
    }

    /** R is chosen; angles of digits of other writers are found to a fifth of their standard deviation of 26 degrees. */
    @Test
    void findsTheAngleOfRotatedDigits() {
        Heard heard = new Heard();
        TrainedCnn trained = new ConvexifiedCnnTrainer(
                        CcnnSettings.builder().features(64).gamma(0.1).gap(1e-2).build())
                .train(RotatedDigits.angles(Digits.train(800), 1), "angles", heard, WORKERS);
        RegressionEvaluation test =
                RegressionEvaluation.of(trained.model(), RotatedDigits.angles(Digits.test(), 2), WORKERS);

        double deviation = 90 / Math.sqrt(12);
        assertThat(trained.status()).isEqualTo(Status.GAP_REACHED);
        assertThat(trained.model().loss()).isEqualTo("squared");
        assertThat(test.rmse()).isLessThan(0.25 * deviation);
        assertThat(test.r2()).isCloseTo(1 - Math.pow(test.rmse() / deviation, 2), within(0.03));
        assertThat(trained.validError()).isBetween(0.5 * test.rmse(), 1.5 * test.rmse()); // in degrees, too
        assertThat(heard.notes())
                .anyMatch(note -> note.startsWith("R = ") && note.contains(": validation RMSE "))
                .noneMatch(note -> note.contains("error"));
    }

    @Test
    void everyOutputIsPredictedInItsOwnUnit() {
        RegressionEvaluation evaluation =
                RegressionEvaluation.of(MODEL, RotatedDigits.anglesAndInk(Digits.test(), 2), WORKERS);
        assertThat(evaluation.outputs()).extracting("name").containsExactly("angle", "ink");
        assertThat(evaluation.outputs().get(0).rmse()).isBetween(1.0, 20.0);
        assertThat(evaluation.outputs().get(1).rmse()).isBetween(1e-4, 0.03);
        assertThat(evaluation.outputs()).allMatch(output -> output.r2() > 0.4);
    }

    /** What the zero model predicts, the mean, costs half a squared standard deviation an output. */
    @Test
    void theProgramIsThatOfStandardizedTargets() {
        assertThat(MODEL.certificate().zeroObjective()).isCloseTo(1, within(1e-6));
        assertThat(MODEL.certificate().certifies(1e-2)).isTrue();
    }

    /** An independent solver, on features and targets computed beside the library, gets nowhere below the lower bound. */
    @Test
    void noAttackGetsBelowTheLowerBound() {
        for (int outputs = 1; outputs <= 2; outputs++) {
            Dataset images = outputs == 1
                    ? RotatedDigits.angles(Digits.train(60), 3)
                    : RotatedDigits.anglesAndInk(Digits.train(60), 3);
            ConvexifiedCnn model = train(
                            Digits.small()
                                    .features(8)
                                    .directions(8)
                                    .gamma(0.2)
                                    .radius(2)
                                    .gap(1e-3),
                            images)
                    .model();
            FeaturePipeline pipeline = model.last().pipeline();
            TestProgram program = new TestProgram(
                    features(images, pipeline),
                    pipeline.positions(),
                    pipeline.features(),
                    outputs,
                    standardized(images),
                    false,
                    2);
            double[] own = model.last().weights().dense(program.pointLength());
            double least = Math.min(
                    CertificateAttackTest.attack(program, new double[program.pointLength()]),
                    CertificateAttackTest.attack(program, own));
            assertThat(program.objective(own)).isCloseTo(model.certificate().objective(), within(1e-6));
            assertThat(least)
                    .isGreaterThanOrEqualTo(model.certificate().lowerBound())
                    .isLessThanOrEqualTo(model.certificate().objective() + 1e-6);
        }
    }

    private static float[] features(Dataset images, FeaturePipeline pipeline) {
        SampleMatrices samples = new ImageFeatures(images, pipeline);
        float[] values = new float[images.size() * samples.rowLength()];
        for (int block = 0; block < samples.blocks(); block++) {
            System.arraycopy(
                    samples.newReader().read(block),
                    0,
                    values,
                    block * samples.blockSize() * samples.rowLength(),
                    samples.samplesIn(block) * samples.rowLength());
        }
        return values;
    }

    /** The textbook's two passes. */
    private static float[] standardized(Dataset images) {
        int count = images.outputs();
        float[] values = new float[images.size() * count];
        for (int k = 0; k < count; k++) {
            double mean = 0;
            double variance = 0;
            for (int i = 0; i < images.size(); i++) {
                mean += images.targets().value(i, k) / images.size();
            }
            for (int i = 0; i < images.size(); i++) {
                variance += Math.pow(images.targets().value(i, k) - mean, 2) / images.size();
            }
            for (int i = 0; i < images.size(); i++) {
                values[i * count + k] = (float) ((images.targets().value(i, k) - mean) / Math.sqrt(variance));
            }
        }
        return values;
    }

    @Test
    void isVerified() {
        Verification verification = MODEL.verify(TRAIN, WORKERS).get(0);
        assertThat(verification.failures()).isEmpty();
        assertThat(verification.recomputed().objective())
                .isCloseTo(MODEL.certificate().objective(), within(1e-9));
    }

    @Test
    void doesNotVerifyWithAnotherScale() {
        RealOutputs outputs = (RealOutputs) MODEL.outputs();
        double[] changed = outputs.scales().clone();
        changed[1] = Math.nextUp(changed[1]);
        RealOutputs scaled = new RealOutputs(outputs.names(), outputs.means(), changed);
        assertThat(with(scaled).verify(TRAIN, WORKERS).get(0).failures())
                .containsExactly(
                        "predictions are not scaled by the mean and standard deviation of the training targets");
    }

    @Test
    void doesNotVerifyOnOtherTargets() {
        double[][] targets = new double[TRAIN.size()][];
        float[][] images = new float[TRAIN.size()][];
        for (int i = 0; i < targets.length; i++) {
            images[i] = TRAIN.image(i);
            targets[i] =
                    new double[] {TRAIN.targets().value(i, 0), TRAIN.targets().value(i, 1)};
        }
        targets[7][1] += 1e-9;
        Dataset other = Dataset.ofTargets(TRAIN.shape(), images, targets, List.of("angle", "ink"));
        assertThatThrownBy(() -> MODEL.verify(other, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("these are not the images that the model was trained on");
        assertThatThrownBy(() -> MODEL.verify(Digits.train(300), WORKERS))
                .hasMessage("the images have class labels, not real targets");
    }

    @Test
    void theSameBitsForAnyNumberOfThreads() {
        try (Workers one = new Workers(1)) {
            ConvexifiedCnn alone = new ConvexifiedCnnTrainer(Digits.fixed().build())
                    .train(TRAIN, "rotated digits", TrainingListener.NONE, one)
                    .model();
            assertThat(alone.certificate()).isEqualTo(MODEL.certificate());
        }
    }

    /** Targets in other units give the same program, and predictions in those units. */
    @Test
    void unitsDoNotMatter() {
        float[][] images = new float[TRAIN.size()][];
        double[][] targets = new double[TRAIN.size()][2];
        for (int i = 0; i < images.length; i++) {
            images[i] = TRAIN.image(i);
            targets[i][0] = 1e6 + 1024 * TRAIN.targets().value(i, 0);
            targets[i][1] = TRAIN.targets().value(i, 1) / 1024;
        }
        Dataset scaled = Dataset.ofTargets(TRAIN.shape(), images, targets, List.of("angle", "ink"));
        ConvexifiedCnn model = train(Digits.fixed(), scaled).model();
        assertThat(model.certificate().objective())
                .isCloseTo(MODEL.certificate().objective(), within(1e-3));
        double[] expected = ((RealOutputs) MODEL.outputs()).values(MODEL.scores(TRAIN, WORKERS));
        double[] values = ((RealOutputs) model.outputs()).values(model.scores(TRAIN, WORKERS));
        assertThat((values[0] - 1e6) / 1024).isCloseTo(expected[0], within(0.5));
        assertThat(values[1] * 1024).isCloseTo(expected[1], within(0.01));
    }

    /** An image of weight 2 counts as two; here, in what is standardized and in the certified objective. */
    @Test
    void imagesOfWeightTwoCountTwice() {
        double[] weights = new double[TRAIN.size()];
        Arrays.setAll(weights, i -> i % 3 == 0 ? 2 : 1);
        ConvexifiedCnn weighted = train(Digits.fixed(), TRAIN, weights).model();
        int[] repeated = IntStream.range(0, TRAIN.size())
                .flatMap(i -> IntStream.range(0, (int) weights[i]).map(copy -> i))
                .toArray();
        RealOutputs outputs = (RealOutputs)
                train(Digits.fixed(), TRAIN.subset(repeated)).model().outputs();
        RealOutputs own = (RealOutputs) weighted.outputs();
        assertThat(own.means()).containsExactly(outputs.means(), within(1e-12));
        assertThat(own.scales()).containsExactly(outputs.scales(), within(1e-12));
        assertThat(weighted.certificate().zeroObjective()).isCloseTo(1, within(1e-6));
        assertThat(weighted.verify(TRAIN, WORKERS)).allMatch(Verification::holds);
    }

    /** A tenth of the targets is nonsense: the Huber loss, whose threshold is in standard deviations, minds less. */
    @Test
    void theHuberLossMindsOutliersLess() {
        Dataset digits = RotatedDigits.angles(Digits.train(600), 4);
        float[][] images = new float[digits.size()][];
        double[][] targets = new double[digits.size()][1];
        for (int i = 0; i < images.length; i++) {
            images[i] = digits.image(i);
            targets[i][0] = digits.targets().value(i, 0) + (i % 10 == 0 ? 400 : 0);
        }
        Dataset spoilt = Dataset.ofTargets(digits.shape(), images, targets, List.of("angle"));
        Dataset test = RotatedDigits.angles(Digits.test(), 5);
        double squared = medianError(train(Digits.fixed().loss(new SquaredLoss()), spoilt), test);
        double huber = medianError(train(Digits.fixed().loss(new HuberLoss(0.1)), spoilt), test);
        assertThat(huber).isLessThan(0.7 * squared);
    }

    private static double medianError(TrainedCnn trained, Dataset test) {
        double[] values =
                ((RealOutputs) trained.model().outputs()).values(trained.model().scores(test, WORKERS));
        double[] errors = new double[values.length];
        Arrays.setAll(errors, i -> Math.abs(values[i] - test.targets().value(i, 0)));
        Arrays.sort(errors);
        return errors[errors.length / 2];
    }

    @Test
    void hiddenLayersLearnFromTargetsToo() {
        ConvexifiedCnn model = train(
                        CcnnSettings.builder()
                                .layers(2)
                                .patch(3, 2)
                                .features(24)
                                .directions(16)
                                .filters(2)
                                .gamma(0.2, 1)
                                .radius(20, 40)
                                .gap(5e-2),
                        TRAIN)
                .model();
        assertThat(model.verify(TRAIN, WORKERS)).hasSize(2).allMatch(Verification::holds);
    }

    @Test
    void refusesWhatDoesNotFitTheTask() {
        Dataset digits = Digits.train(50);
        for (CcnnSettings.Builder settings : List.of(
                Digits.fixed().loss(new MultinomialLogistic()), Digits.fixed().loss(new SquaredHingeLoss()))) {
            assertThatThrownBy(() -> train(settings, TRAIN))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageMatching(
                            "loss (logistic|squared-hinge) is for classes, but the images have real targets:"
                                    + " use squared or huber");
        }
        assertThatThrownBy(() -> train(Digits.fixed().classWeights(ClassWeights.BALANCED), TRAIN))
                .hasMessage("class weights: the images have real targets, no classes to weigh");
        assertThatThrownBy(() -> new ConvexifiedCnnTrainer(Digits.fixed().build())
                        .train(TRAIN, digits, "digits", TrainingListener.NONE, WORKERS))
                .hasMessage("the images have class labels, not real targets");
        assertThatThrownBy(() -> Evaluation.of(MODEL, TRAIN, WORKERS))
                .hasMessage("the model predicts real numbers, no classes");
        assertThatThrownBy(() -> RegressionEvaluation.of(MODEL, digits, WORKERS))
                .hasMessage("the images have class labels, not real targets");
        assertThatThrownBy(() -> RegressionEvaluation.of(MODEL, RotatedDigits.angles(digits, 1), WORKERS))
                .hasMessage("the targets are angle, but angle, ink are expected");
    }

    @Test
    void refusesAConstantTargetAndNamesIt() {
        float[][] images = {new float[64], new float[64], new float[64]};
        images[0][3] = 1;
        Dataset constant = Dataset.ofTargets(
                TRAIN.shape(), images, new double[][] {{1, 7.5}, {2, 7.5}, {3, 7.5}}, List.of("a", "b"));
        assertThatThrownBy(() -> train(Digits.fixed(), constant))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("target 'b' is 7.5 for all training images that count, of 3: there is nothing to learn");
    }
}
