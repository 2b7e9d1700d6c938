package org.convolex.cli;

import java.util.List;
import org.convolex.ccnn.CcnnSettings;
import org.convolex.ccnn.ClassWeights;
import org.convolex.ccnn.LayerSettings;
import org.convolex.data.InvalidInputException;
import org.convolex.data.RandomShifts;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.optim.Solvers;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that only convexified networks have. */
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
            hideParamSyntax = true,
            defaultValue = "auto",
            converter = OptionValues.AutoCount.class,
            description = "channels that each layer gives to the next (default: auto, chosen on validation images);"
                    + " this and the options down to --radius take one value for all layers, or one for each")
    private int[] filters = {CcnnSettings.AUTO_FILTERS};

    @Option(
            names = "--kernel",
            paramLabel = "K[,K]",
            split = ",",
            hideParamSyntax = true,
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
            hideParamSyntax = true,
            converter = OptionValues.Count.class,
            description = "features of a patch (default: 500 in the first layer, 1500 above; exact and identity have as"
                    + " many as they take)")
    private int[] features = {};

    @Option(
            names = "--gamma",
            paramLabel = "auto|X[,X]",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "auto",
            converter = OptionValues.AutoOrPositive.class,
            description = "of the Gaussian kernel on whitened patches (default: auto, chosen on validation images)")
    private double[] gamma = {CcnnSettings.AUTO};

    @Option(
            names = "--contrast",
            paramLabel = "X[,X]",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "0.2",
            converter = OptionValues.Positive.class,
            description = "constant of the local contrast normalization (default: ${DEFAULT-VALUE})")
    private double[] contrast = {0.2};

    @Option(
            names = "--whitening",
            paramLabel = "X[,X]",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "0.1",
            converter = OptionValues.Positive.class,
            description = "epsilon of the whitening of patches (default: ${DEFAULT-VALUE})")
    private double[] whitening = {0.1};

    @Option(
            names = "--radius",
            paramLabel = "auto|R[,R]",
            split = ",",
            hideParamSyntax = true,
            defaultValue = "auto",
            converter = OptionValues.AutoOrPositive.class,
            description = "bound on the nuclear norm of the weights (default: auto, chosen on validation images)")
    private double[] radius = {CcnnSettings.AUTO};

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

    /**
     * The settings of a training.
     *
     * @param network options that other methods have, too
     * @param common options that every method has
     * @throws InvalidInputException if copies are asked for without shifts, or a number of features is given for a map that has
     *     its own
     */
    CcnnSettings settings(NetworkOptions network, CommonSettings common) {
        if (network.hasBeta()) {
            throw new InvalidInputException("--beta is an option of --method exact and of relaxation, not of ccnn");
        }
        CcnnSettings.Builder settings = CcnnSettings.builder()
                .layers(layers)
                .filters(filters)
                .kernel(kernel)
                .map(map.kinds().toArray(new MapKind[0]))
                .features(features)
                .gamma(gamma)
                .contrast(contrast)
                .whitening(whitening)
                .radius(radius)
                .classWeights(classWeights)
                .solver(solver)
                .maxSeconds(common.maxSeconds())
                .memoryBytes(common.memoryBytes())
                .seed(common.seed());
        common.gap().ifPresent(settings::gap);
        network.patch().ifPresent(settings::patch);
        network.stride().ifPresent(settings::stride);
        network.padding().ifPresent(settings::padding);
        network.pool().ifPresent(settings::pool);
        network.loss().ifPresent(settings::loss);
        if (shifts != null) {
            settings.shifts(new RandomShifts(shifts, copies == null ? COPIES : copies));
        } else if (copies != null) {
            throw new InvalidInputException("--copies is given without --shifts: say how far they may move");
        }
        CcnnSettings built = settings.build();
        if (features.length > 0) {
            built.layers().stream()
                    .map(LayerSettings::map)
                    .filter(kind -> !kind.hasCount())
                    .findFirst()
                    .ifPresent(kind -> {
                        throw new InvalidInputException("--features is given, but map " + kind.label()
                                + " has as many features as it takes: leave it out");
                    });
        }
        return built;
    }
}
