package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.convolex.convotron.ConvotronSettings.SampleCounts;
import org.convolex.convotron.ConvotronSettings.StepSizes;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvotronTrainerTest {
    private static final Windows SMALL = Windows.ofSignals(26, 8, 6);

    private static TrainedConvotron train(OverlappingNetwork planted, ConvotronSettings settings) {
        return train(planted, settings, 0);
    }

    private static TrainedConvotron train(OverlappingNetwork planted, ConvotronSettings settings, double noise) {
        GeneratedStream stream = new GeneratedStream(planted, Distribution.GAUSSIAN, noise, settings.seed());
        return new ConvotronTrainer(settings).train(stream, ConvotronListener.NONE);
    }

    private static double median(DoubleStream values) {
        double[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }

    /** The paper's numbers; a trial of the plain algorithm gave 3e-7 .. 2e-2, 2e-2 .. 7e-2 and 0.2 .. 1 for five seeds. */
    @ParameterizedTest
    @CsvSource({"16, 1e-8, 0.1", "12, 1e-3, 0.4", "9, 0.05, 1.5"})
    void thePapersAlgorithmComesAsFarAsInItsExperiments(int stride, double least, double most) {
        Windows windows = Windows.ofSignals(160, 16, stride);
        SampleCounts counts = new SampleCounts(10_000, 10_000, 2000, 1);
        ConvotronSettings settings = ConvotronSettings.paper(windows, 0, counts, new StepSizes(1e-4, 1e-4));

        double error = median(LongStream.rangeClosed(1, 5)
                .mapToDouble(seed -> train(Planted.network(windows, 0, 100 + seed), settings.withSeed(seed))
                        .relativeError()));

        assertThat(error).isBetween(least, most);
    }

    @ParameterizedTest
    @CsvSource({"16, 1e-6", "12, 1e-6", "9, 1e-4"})
    void refinedNetworksAreThePlantedOnes(int stride, double most) {
        Windows windows = Windows.ofSignals(160, 16, stride);
        ConvotronSettings settings = ConvotronSettings.of(windows, 0);

        double error = median(LongStream.rangeClosed(1, 3)
                .mapToDouble(seed -> train(Planted.network(windows, 0, 100 + seed), settings.withSeed(seed))
                        .relativeError()));

        assertThat(error).isBetween(0.0, most);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.3", "1"})
    void leaksAreLearned(double leak) {
        OverlappingNetwork planted = Planted.network(SMALL, leak, 3);

        TrainedConvotron trained = train(planted, ConvotronSettings.of(SMALL, leak));

        assertThat(trained.relativeError()).isLessThan(1e-6);
        // w a^T is that of the planted network; a linear network has it up to nothing but rounding, too
        double product = trained.network().filter()[2] * trained.network().weights()[1];
        assertThat(product).isCloseTo(planted.filter()[2] * planted.weights()[1], within(1e-2));
    }

    @Test
    void imagesAreLearned() {
        Windows windows = Windows.ofImages(9, 9, 3, 2);

        TrainedConvotron trained = train(Planted.network(windows, 0, 2), ConvotronSettings.of(windows, 0));

        assertThat(trained.relativeError()).isLessThan(1e-5);
    }

    @Test
    void uniformInputsServe() {
        GeneratedStream stream = new GeneratedStream(Planted.network(SMALL, 0, 5), Distribution.UNIFORM, 0, 1);

        TrainedConvotron trained =
                new ConvotronTrainer(ConvotronSettings.of(SMALL, 0)).train(stream, ConvotronListener.NONE);

        assertThat(trained.relativeError()).isLessThan(1e-6);
    }

    @Test
    void theErrorUnderNoiseIsNearItsVariance() {
        double noise = 0.7;

        TrainedConvotron trained = train(Planted.network(SMALL, 0, 3), ConvotronSettings.of(SMALL, 0), noise);

        assertThat(trained.error()).isBetween(0.9 * noise * noise, 1.15 * noise * noise);
        assertThat(trained.deviation()).isBetween(1e-4, 0.05);
    }

    @Test
    void decayingStepsAverageTheNoiseAway() {
        OverlappingNetwork planted = Planted.network(SMALL, 0, 3);
        ConvotronSettings settings = ConvotronSettings.of(SMALL, 0);

        double staying = distance(planted, train(planted, settings, 0.7).network());
        double decaying = distance(
                planted,
                train(planted, settings.withSteps(new StepSizes(0, 0, 1e-3)), 0.7)
                        .network());

        assertThat(decaying).isLessThan(0.5 * staying);
    }

    /** {@code E (f - f*)^2} on fresh samples without noise. */
    private static double distance(OverlappingNetwork planted, OverlappingNetwork network) {
        Samples samples = new Samples(planted.windows().inputs(), 2000);
        Planted.gaussian(planted, 77).read(2000, samples);
        double[] outputs = new double[2000];
        network.outputs(samples, outputs);
        double sum = 0;
        for (int b = 0; b < outputs.length; b++) {
            sum += (outputs[b] - samples.targets()[b]) * (outputs[b] - samples.targets()[b]);
        }
        return sum / outputs.length;
    }

    @Test
    void theFilterIsLearnedForKnownWeights() {
        OverlappingNetwork planted =
                new OverlappingNetwork(SMALL, 0, Planted.network(SMALL, 0, 3).filter(), SMALL.average());

        TrainedConvotron trained = new ConvotronTrainer(ConvotronSettings.of(SMALL, 0))
                .trainFilter(Planted.gaussian(planted, 1), SMALL.average(), ConvotronListener.NONE);

        assertThat(trained.relativeError()).isLessThan(1e-6);
        assertThat(trained.network().filter()).containsExactly(planted.filter(), within(1e-2));
        assertThat(trained.stages().first()).isZero();
    }

    @Test
    void theSameSeedGivesTheSameBits() {
        OverlappingNetwork planted = Planted.network(SMALL, 0, 3);
        ConvotronSettings settings = ConvotronSettings.of(SMALL, 0).withSamples(new SampleCounts(5000, 2000, 500, 500));

        TrainedConvotron first = train(planted, settings);
        TrainedConvotron second = train(planted, settings);

        assertThat(second.network().filter()).isEqualTo(first.network().filter());
        assertThat(second.network().weights()).isEqualTo(first.network().weights());
        assertThat(second.error()).isEqualTo(first.error());
    }

    /** Targets that are a hundred times as large ask for a network that is. */
    @ParameterizedTest
    @CsvSource({"0.01", "100"})
    void stepsFollowTheScaleOfTheTargets(double factor) {
        OverlappingNetwork usual = Planted.network(SMALL, 0, 3);
        double[] filter = usual.filter().clone();
        for (int l = 0; l < filter.length; l++) {
            filter[l] *= factor;
        }
        OverlappingNetwork planted = new OverlappingNetwork(SMALL, 0, filter, usual.weights());

        assertThat(train(planted, ConvotronSettings.of(SMALL, 0)).relativeError())
                .isLessThan(1e-6);
    }

    @ParameterizedTest
    @CsvSource({
        "0.5, 0, 'stage 1 diverged at a step size of 0.5: take a smaller one, such as 0.125'",
        "0, 2, 'stage 2 diverged at a step size of 2.0: take a smaller one, such as 0.5'"
    })
    void stepsThatAreTooLongAreNamed(double first, double second, String message) {
        ConvotronSettings settings = ConvotronSettings.of(SMALL, 0).withSteps(new StepSizes(first, second));

        assertThatThrownBy(() -> train(Planted.network(SMALL, 0, 3), settings))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage(message);
    }

    @Test
    void targetsThatAreAllZeroAreRefused() {
        OverlappingNetwork zero = new OverlappingNetwork(SMALL, 0, new double[8], new double[4]);

        assertThatThrownBy(() -> train(zero, ConvotronSettings.of(SMALL, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("the targets of the first 1000 samples are all zero: there is nothing to learn from");
    }

    @Test
    void samplesOfAnotherLengthAreRefused() {
        OverlappingNetwork planted = Planted.network(Windows.ofSignals(20, 8, 6), 0, 1);

        assertThatThrownBy(() -> train(planted, ConvotronSettings.of(SMALL, 0)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("samples have 20 numbers, but the windows cover 26");
    }

    @ParameterizedTest
    @CsvSource({"-0.1", "1.5", "NaN"})
    void leaksOutsideAreRefused(double leak) {
        assertThatThrownBy(() -> ConvotronSettings.of(SMALL, leak))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("leak must be in [0, 1], got " + leak);
    }

    @Test
    void numbersOutOfRangeAreRefused() {
        ConvotronSettings settings = ConvotronSettings.of(SMALL, 0);

        assertThatThrownBy(() -> settings.withBatch(0)).hasMessage("batch must be >= 1, got 0");
        assertThatThrownBy(() -> settings.withRefinements(-1)).hasMessage("refinements must be >= 0, got -1");
        assertThatThrownBy(() -> new StepSizes(Double.NaN, 0))
                .hasMessage("step sizes must be finite and > 0, got NaN and 0.0");
        assertThatThrownBy(() -> new StepSizes(0, 0, -1)).hasMessage("decay must be finite and >= 0, got -1.0");
        assertThatThrownBy(() -> new SampleCounts(0, 0, 0, 1))
                .hasMessage("numbers of samples must be at least 1, got 0, 0, 0 and 1");
    }

    /** Steps for samples of identity covariance would diverge. */
    @Test
    void stepsFollowTheCovariance() {
        OverlappingNetwork planted =
                new OverlappingNetwork(SMALL, 0, Planted.network(SMALL, 0, 3).filter(), SMALL.average());
        ConvotronTrainer trainer = new ConvotronTrainer(
                ConvotronSettings.of(SMALL, 0).withSamples(new SampleCounts(0, 20_000, 1000, 1000)));

        TrainedConvotron trained = trainer.trainFilter(new Alike(planted), SMALL.average(), ConvotronListener.NONE);

        assertThat(trained.relativeError()).isLessThan(0.5);
    }

    /** Normal numbers about a common level of variance 9, with the outputs of a planted network. */
    private static final class Alike implements SampleStream {
        private final OverlappingNetwork planted;
        private final SplittableRandom random = new SplittableRandom(8);

        Alike(OverlappingNetwork planted) {
            this.planted = planted;
        }

        @Override
        public int inputs() {
            return planted.windows().inputs();
        }

        @Override
        public void read(int wanted, Samples samples) {
            double[] x = new double[inputs()];
            for (int b = 0; b < wanted; b++) {
                double level = 3 * random.nextGaussian();
                for (int i = 0; i < x.length; i++) {
                    x[i] = level + random.nextGaussian();
                }
                samples.set(b, x, x.length, Planted.output(planted, x));
            }
            samples.setCount(wanted);
        }
    }

    @Test
    void heldOutSamplesAreTheOnesThatJudge() {
        OverlappingNetwork planted = Planted.network(SMALL, 0, 3);
        OverlappingNetwork other = Planted.network(SMALL, 0, 4);
        ConvotronTrainer trainer = new ConvotronTrainer(ConvotronSettings.of(SMALL, 0));

        TrainedConvotron trained =
                trainer.train(Planted.gaussian(planted, 1), Planted.gaussian(other, 2), ConvotronListener.NONE);

        assertThat(trained.relativeError()).isGreaterThan(0.5);
        assertThat(distance(planted, trained.network())).isLessThan(0.1);
    }

    /** What stage 1 has learned of the filter is kept where stage 2 is cut short. */
    @Test
    void theFirstStageAloneIsBetterThanNothing() {
        ConvotronListener listener = new ConvotronListener() {
            private boolean over;

            @Override
            public void second(int round, long samples, List<OverlappingNetwork> networks) {
                over = true;
            }

            @Override
            public boolean goOn() {
                return !over;
            }
        };

        TrainedConvotron trained = new ConvotronTrainer(ConvotronSettings.of(SMALL, 0))
                .train(Planted.gaussian(Planted.network(SMALL, 0, 3), 1), listener);

        assertThat(trained.stages().refinement()).isZero();
        assertThat(trained.relativeError()).isLessThan(0.9);
    }

    @Test
    void listenersCanEndATraining() {
        ConvotronListener listener = new ConvotronListener() {
            @Override
            public boolean goOn() {
                return false;
            }
        };

        TrainedConvotron trained = new ConvotronTrainer(ConvotronSettings.of(SMALL, 0))
                .train(Planted.gaussian(Planted.network(SMALL, 0, 3), 1), listener);

        assertThat(trained.stages().first()).isZero();
    }
}
