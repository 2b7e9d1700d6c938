package org.convolex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.convolex.data.Dataset;
import org.convolex.data.ImageShape;
import org.convolex.linalg.Workers;
import org.junit.jupiter.api.Test;

class RegressionEvaluationTest {
    private static final ImageShape PIXEL = new ImageShape(1, 1, 1);

    /** Scores every image by its pixel, and by twice that. */
    private record Doubling(Outputs outputs) implements Model {
        @Override
        public String method() {
            return "doubling";
        }

        @Override
        public ImageShape imageShape() {
            return PIXEL;
        }

        @Override
        public String loss() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Provenance provenance() {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] scores(Dataset images, Workers workers) {
            float[] scores = new float[2 * images.size()];
            for (int i = 0; i < images.size(); i++) {
                scores[2 * i] = images.image(i)[0];
                scores[2 * i + 1] = 2 * images.image(i)[0];
            }
            return scores;
        }

        @Override
        public double largestPixel() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<ResponseMap> responseMaps(Dataset images, int index, int most) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void figuresByHand() {
        Model model = new Doubling(new RealOutputs(List.of("a", "b"), new double[] {10, 0}, new double[] {5, 1}));
        // predictions: a = 10 + 5 x = 10, 15, 20; b = 2 x = 0, 2, 4
        Dataset images = Dataset.ofTargets(
                PIXEL, new float[][] {{0}, {1}, {2}}, new double[][] {{13, 1}, {15, 1}, {16, 1}}, List.of("a", "b"));
        try (Workers workers = new Workers(1)) {
            RegressionEvaluation evaluation = RegressionEvaluation.of(model, images, workers);
            assertThat(evaluation.images()).isEqualTo(3);
            RegressionEvaluation.Output a = evaluation.outputs().get(0);
            assertThat(a.name()).isEqualTo("a");
            assertThat(a.rmse()).isCloseTo(Math.sqrt((9 + 0 + 16) / 3.0), within(1e-12));
            assertThat(a.meanAbsoluteError()).isCloseTo(7 / 3.0, within(1e-12));
            assertThat(a.r2()).isCloseTo(1 - 25 / (14 / 3.0), within(1e-12));
            RegressionEvaluation.Output b = evaluation.outputs().get(1);
            assertThat(b.rmse()).isCloseTo(Math.sqrt((1 + 1 + 9) / 3.0), within(1e-12));
            assertThat(b.r2()).isNaN(); // nothing varies that could be explained
            assertThat(evaluation.rmse()).isCloseTo(Math.sqrt((25 + 11) / 6.0), within(1e-12));
            assertThat(evaluation.meanAbsoluteError()).isCloseTo((7 + 5) / 6.0, within(1e-12));
        }
    }
}
