package org.convolex.ccnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.convolex.TrainingListener;
import org.convolex.Verification;
import org.convolex.certify.Certificate;
import org.convolex.certify.NuclearNormBound;
import org.convolex.certify.Scope;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.patch.RandomImages;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CcnnVerificationTest {
    private static final Workers WORKERS = new Workers(2);
    private static final Dataset IMAGES = Digits.train(100);
    private static final ConvexifiedCnn MODEL = new ConvexifiedCnnTrainer(
                    Digits.fixed().build())
            .train(IMAGES, "the digits", TrainingListener.NONE, WORKERS)
            .model();

    @AfterAll
    static void close() {
        WORKERS.close();
    }

    private static ConvexifiedCnn with(FeaturePipeline pipeline, FactoredPoint weights, Certificate certificate) {
        CcnnLayer layer = new CcnnLayer(pipeline, weights, weights.rank(), certificate);
        return new ConvexifiedCnn(
                List.of(layer), MODEL.loss(), Weighting.NONE, RandomShifts.NONE, MODEL.outputs(), MODEL.provenance());
    }

    private static Verification verify(ConvexifiedCnn model) {
        return model.verify(IMAGES, WORKERS).get(0);
    }

    @Test
    void holdsOnAnUntouchedModelWithTheSameNumbers() {
        Verification verification = verify(MODEL);
        assertThat(verification.failures()).isEmpty();
        assertThat(verification.holds()).isTrue();
        // The trainer shuffles: sums in another order, the same to rounding.
        assertThat(verification.recomputed().objective())
                .isCloseTo(MODEL.certificate().objective(), Assertions.within(1e-9));
        assertThat(MODEL.verify(Digits.train(150), WORKERS).get(0).holds()).isTrue(); // the first 100 are the same
    }

    @Test
    void failsWhenAWeightIsChanged() {
        float[][] responses = new float[MODEL.last().weights().rank()][];
        for (int j = 0; j < responses.length; j++) {
            responses[j] = MODEL.last().weights().responses()[j].clone();
        }
        responses[0][0] = Math.nextUp(responses[0][0]);
        FactoredPoint weights = new FactoredPoint(
                MODEL.last().weights().features(), MODEL.last().weights().filters(), responses);
        assertThat(verify(with(MODEL.last().pipeline(), weights, MODEL.certificate()))
                        .failures())
                .singleElement()
                .asString()
                .startsWith("the weights are not those that were certified");
        responses[0][0] += 100;
        assertThat(verify(with(MODEL.last().pipeline(), weights, MODEL.certificate()))
                        .failures())
                .anyMatch(line -> line.startsWith("nuclear norm "))
                .anyMatch(line -> line.startsWith("objective is "));
    }

    @Test
    void failsWhenThePipelineIsChanged() {
        FeaturePipeline p = MODEL.last().pipeline();
        float[] mean = p.featureMean().clone();
        mean[3] = Math.nextUp(mean[3]);
        FeaturePipeline[] changed = {
            new FeaturePipeline(p.extractor(), p.whitening(), p.map(), mean, p.featureScale()),
            new FeaturePipeline(p.extractor(), p.whitening(), p.map(), p.featureMean(), Math.nextUp(p.featureScale())),
        };
        for (FeaturePipeline pipeline : changed) {
            assertThat(verify(with(pipeline, MODEL.last().weights(), MODEL.certificate()))
                            .failures())
                    .singleElement()
                    .asString()
                    .startsWith(
                            "the features, the loss, the radius or the weighting of images are not those that were certified");
        }
    }

    /** Factors on the certificate's numbers, and whether its hashes and scope are kept. */
    @ParameterizedTest
    @CsvSource({
        "1.1, 1, 1, 1, 1, same, same, GIVEN_FEATURES, the features",
        "1, 0.9, 1, 1, 1, same, same, GIVEN_FEATURES, nuclear norm is",
        "1, 1, 0.99, 1, 1, same, same, GIVEN_FEATURES, objective is",
        "1, 1, 1.01, 1, 1, same, same, GIVEN_FEATURES, objective is",
        "1, 1, NaN, 1, 1, same, same, GIVEN_FEATURES, objective is",
        "1, 1, 1, 1.1, 1, same, same, GIVEN_FEATURES, objective of the zero model is",
        "1, 1, 1, 1, 1.1, same, same, GIVEN_FEATURES, lower bound is",
        "1, 1, 1, 1, NaN, same, same, GIVEN_FEATURES, lower bound is",
        "1, 1, 1, 1, 1, other, same, GIVEN_FEATURES, the features",
        "1, 1, 1, 1, 1, same, other, GIVEN_FEATURES, the weights",
        "1, 1, 1, 1, 1, same, same, GLOBAL, the scope is",
    })
    void failsWhenTheCertificateIsChanged(
            double radius,
            double nuclearNorm,
            double objective,
            double zeroObjective,
            double lowerBound,
            String problem,
            String point,
            Scope scope,
            String failure) {
        Certificate c = MODEL.certificate();
        NuclearNormBound bound = (NuclearNormBound) c.regularization();
        Certificate changed = new Certificate(
                scope,
                new NuclearNormBound(bound.norm() * nuclearNorm, bound.radius() * radius),
                c.objective() * objective,
                c.zeroObjective() * zeroObjective,
                c.lowerBound() * lowerBound,
                problem.equals("same") ? c.problemHash() : problem,
                point.equals("same") ? c.pointHash() : point);
        Verification verification =
                verify(with(MODEL.last().pipeline(), MODEL.last().weights(), changed));
        assertThat(verification.holds()).isFalse();
        assertThat(verification.failures()).anyMatch(line -> line.startsWith(failure));
    }

    @Test
    void failsForAnotherLoss() {
        ConvexifiedCnn other = new ConvexifiedCnn(
                MODEL.layers(), "squared", Weighting.NONE, RandomShifts.NONE, MODEL.outputs(), MODEL.provenance());
        assertThat(verify(other).failures()).anyMatch(line -> line.startsWith("the features, the loss, the radius"));
    }

    @Test
    void refusesOtherData() {
        assertRefused(
                RandomImages.of(new ImageShape(1, 8, 9), 100, 10, 1),
                "images are 1 x 8 x 9, but the model was" + " trained on 1 x 8 x 8");
        assertRefused(Digits.train(99), "99 images, but the model was trained on the first 100");
        assertRefused(Digits.test(), "these are not the images that the model was trained on (the digits)");
        int[] swapped = IntStream.range(0, 100).toArray();
        swapped[0] = 1;
        swapped[1] = 0;
        assertRefused(IMAGES.subset(swapped), "these are not the images that the model was trained on");
    }

    private static void assertRefused(Dataset images, String message) {
        assertThatThrownBy(() -> MODEL.verify(images, WORKERS))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(message);
    }
}
