package org.convolex.cli;

import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ClassWeights;
import org.convolex.optim.Loss;
import org.convolex.optim.MultinomialLogistic;
import org.convolex.optim.Solvers;
import picocli.CommandLine.Option;

/** The hyper-parameters of the convexified network. */
final class CcnnOptions {
    @Option(
            names = "--layers",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "convolutional layers, each trained on the filter responses of the one below it"
                    + " (default: ${DEFAULT-VALUE})")
    private int layers = 1;

    @Option(
            names = "--filters",
            paramLabel = "auto|N[,N]",
            split = ",",
            defaultValue = "auto",
            converter = OptionValues.AutoCount.class,
            description = "channels that each layer gives to the next (default: auto, chosen on validation images);"
                    + " this and the options below take one value for all layers, or one for each")
    private int[] filters = {CcnnSettings.AUTO_FILTERS};

    @Option(
            names = "--patch",
            paramLabel = "auto|N[,N]",
            split = ",",
            defaultValue = "auto",
            converter = OptionValues.AutoCount.class,
            description =
                    "side of a patch in pixels (default: auto: 5, or 3 where a side of the images is below 16, or of"
                            + " a hidden layer's input below 8)")
    private int[] patch = {CcnnSettings.AUTO_PATCH};

    @Option(
            names = "--stride",
            paramLabel = "N[,N]",
            split = ",",
            defaultValue = "1",
            converter = OptionValues.Count.class,
            description = "distance of neighbouring patches in pixels (default: ${DEFAULT-VALUE})")
    private int[] stride = {1};

    @Option(
            names = "--padding",
            paramLabel = "N[,N]",
            split = ",",
            defaultValue = "0",
            converter = OptionValues.CountOrZero.class,
            description = "zeros around the image, below the patch (default: ${DEFAULT-VALUE})")
    private int[] padding = {0};

    @Option(
            names = "--pool",
            paramLabel = "N[,N]",
            split = ",",
            defaultValue = "2",
            converter = OptionValues.Count.class,
            description = "side of an average-pooling window in patches (default: ${DEFAULT-VALUE})")
    private int[] pool = {2};

    @Option(
            names = "--features",
            paramLabel = "N[,N]",
            split = ",",
            converter = OptionValues.Count.class,
            description = "random Fourier features of a patch (default: 500 in the first layer, 1000 above)")
    private int[] features = {};

    @Option(
            names = "--gamma",
            paramLabel = "auto|X[,X]",
            split = ",",
            defaultValue = "auto",
            converter = OptionValues.AutoOrPositive.class,
            description = "of the Gaussian kernel on whitened patches (default: auto, chosen on validation images)")
    private double[] gamma = {CcnnSettings.AUTO};

    @Option(
            names = "--radius",
            paramLabel = "auto|R[,R]",
            split = ",",
            defaultValue = "auto",
            converter = OptionValues.AutoOrPositive.class,
            description = "bound on the nuclear norm of the weights (default: auto, chosen on validation images)")
    private double[] radius = {CcnnSettings.AUTO};

    @Option(
            names = "--loss",
            paramLabel = "logistic|squared|squared-hinge|huber",
            defaultValue = "logistic",
            converter = OptionValues.LossName.class,
            description = "what is minimized; huber:D ends its square at D instead of 1 (default: ${DEFAULT-VALUE})")
    private Loss loss = new MultinomialLogistic();

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced|W0,W1,...",
            defaultValue = "none",
            converter = OptionValues.ClassWeight.class,
            description =
                    "how much an image of each class counts; balanced: every class alike (default: ${DEFAULT-VALUE})")
    private ClassWeights classWeights = ClassWeights.NONE;

    @Option(
            names = "--solver",
            paramLabel = "NAME",
            converter = OptionValues.SolverName.class,
            description = "auto, accelerated, projected-gradient, sgd, adagrad, svrg or frank-wolfe"
                    + " (default: ${DEFAULT-VALUE}, the fastest)")
    private String solver = Solvers.AUTO;

    @Option(
            names = "--gap",
            paramLabel = "G",
            converter = OptionValues.Share.class,
            description =
                    "relative gap to certify: 1e-3 is 99.9 %% of the attainable decrease (default: 1e-3); hidden layers are solved to 1e-2 at the tightest")
    private double gap = 1e-3;

    /** The settings, but for seed, time and memory. */
    CcnnSettings.Builder settings() {
        return CcnnSettings.builder()
                .layers(layers)
                .filters(filters)
                .patch(patch)
                .stride(stride)
                .padding(padding)
                .pool(pool)
                .features(features)
                .gamma(gamma)
                .radius(radius)
                .loss(loss)
                .classWeights(classWeights)
                .solver(solver)
                .gap(gap);
    }
}
