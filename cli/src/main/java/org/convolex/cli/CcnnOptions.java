package org.convolex.cli;

import java.util.List;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ClassWeights;
import org.convolex.ccnn.LayerSettings;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.optim.Loss;
import org.convolex.optim.Solvers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The hyper-parameters of the convexified network. */
final class CcnnOptions {
    private static final int COPIES = 4;

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
            names = "--kernel",
            paramLabel = "K[,K]",
            split = ",",
            defaultValue = "gaussian",
            converter = OptionValues.Kernel.class,
            description = "of whitened patches: gaussian, inverse-polynomial or linear (default: ${DEFAULT-VALUE})")
    private KernelFamily[] kernel = {KernelFamily.GAUSSIAN};

    @Option(
            names = "--map",
            paramLabel = "auto|M[,M]",
            converter = OptionValues.Maps.class,
            description = "from patches to features: fourier, fourier-independent, fastfood, nystrom, nystrom-kmeans or"
                    + " exact for the Gaussian kernel; nystrom, nystrom-kmeans, maclaurin or exact for the inverse"
                    + " polynomial; identity for the linear one (default: auto, the first named)")
    private OptionValues.MapNames map = new OptionValues.MapNames(List.of());

    @Option(
            names = "--features",
            paramLabel = "N[,N]",
            split = ",",
            converter = OptionValues.Count.class,
            description = "features of a patch (default: 500 in the first layer, 1500 above; exact and identity have as"
                    + " many as they take)")
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
            names = "--contrast",
            paramLabel = "X[,X]",
            split = ",",
            defaultValue = "0.2",
            converter = OptionValues.Positive.class,
            description = "constant of the local contrast normalization (default: ${DEFAULT-VALUE})")
    private double[] contrast = {0.2};

    @Option(
            names = "--whitening",
            paramLabel = "X[,X]",
            split = ",",
            defaultValue = "0.1",
            converter = OptionValues.Positive.class,
            description = "epsilon of the whitening of patches (default: ${DEFAULT-VALUE})")
    private double[] whitening = {0.1};

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
            converter = OptionValues.LossName.class,
            description = "what is minimized; huber:D ends its square at D instead of 1 (default: logistic; squared for"
                    + " real targets, which take huber, too)")
    private @Nullable Loss loss;

    @Option(
            names = "--class-weights",
            paramLabel = "none|balanced|W0,W1,...",
            defaultValue = "none",
            converter = OptionValues.ClassWeight.class,
            description =
                    "how much an image of each class counts; balanced: every class alike (default: ${DEFAULT-VALUE})")
    private ClassWeights classWeights = ClassWeights.NONE;

    @Option(
            names = "--shifts",
            paramLabel = "PIXELS",
            converter = OptionValues.Count.class,
            description = "train on randomly shifted copies of each image, too, moved by up to so many pixels")
    private @Nullable Integer shifts;

    @Option(
            names = "--copies",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "shifted copies of each image; only with --shifts (default: " + COPIES + ")")
    private @Nullable Integer copies;

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
                    "relative gap to certify: 1e-3 is 99.9 %% of the attainable decrease (default: 1e-3; of several layers"
                            + " 1e-2); hidden layers are solved to 2e-2 at the tightest")
    private @Nullable Double gap;

    /**
     * The settings, but for seed, time and memory.
     *
     * @throws InvalidInputException if copies are asked for without shifts, or a number of features is given for a map that has
     *     its own
     */
    CcnnSettings.Builder settings() {
        CcnnSettings.Builder settings = CcnnSettings.builder()
                .layers(layers)
                .filters(filters)
                .patch(patch)
                .stride(stride)
                .padding(padding)
                .pool(pool)
                .kernel(kernel)
                .map(map.kinds().toArray(new MapKind[0]))
                .features(features)
                .gamma(gamma)
                .contrast(contrast)
                .whitening(whitening)
                .radius(radius)
                .classWeights(classWeights)
                .solver(solver);
        if (shifts != null) {
            settings.shifts(new RandomShifts(shifts, copies == null ? COPIES : copies));
        } else if (copies != null) {
            throw new InvalidInputException("--copies is given without --shifts: say how far they may move");
        }
        if (gap != null) {
            settings.gap(gap);
        }
        if (loss != null) {
            settings.loss(loss);
        }
        if (features.length > 0) {
            settings.build().layers().stream()
                    .map(LayerSettings::map)
                    .filter(kind -> !kind.hasCount())
                    .findFirst()
                    .ifPresent(kind -> {
                        throw new InvalidInputException("--features is given, but map " + kind.label()
                                + " has as many features as it takes: leave it out");
                    });
        }
        return settings;
    }
}
