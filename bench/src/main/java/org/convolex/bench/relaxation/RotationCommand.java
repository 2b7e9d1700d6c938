package org.convolex.bench.relaxation;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.bench.ExperimentReport;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.InvalidInputException;
import org.convolex.linalg.Workers;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code convolex reproduce rotation}: the angles of rotated digits by least squares. */
@Command(
        name = "rotation",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description =
                "Angles of rotated digits by least squares, from pixels and from pixels with responses of a learned filter.")
public final class RotationCommand implements Callable<Integer> {
    private static final int SIDE = 28;

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "MNIST's folder")
    private String data = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for rotation.md and rotation.html (default: ${DEFAULT-VALUE})")
    private String out = "rotation";

    @Option(names = "--images", paramLabel = "N", description = "to train on (default: ${DEFAULT-VALUE})")
    private int images = 5000;

    @Option(
            names = "--test-images",
            paramLabel = "N",
            description = "to test on; as many others choose strengths and filter (default: ${DEFAULT-VALUE})")
    private int testImages = 5000;

    @Option(names = "--seed", paramLabel = "N", description = "of angles and directions (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "default: ${DEFAULT-VALUE}")
    private int threads = 2;

    @Override
    public Integer call() {
        CommandInput.requireThreads(threads);
        CommandInput.require(images >= 10, "--images: expected an integer of at least 10, got " + images);
        CommandInput.require(testImages >= 10, "--test-images: expected an integer of at least 10, got " + testImages);
        DataSplit split = DataSources.open(data);
        Dataset train = split.train().load((int) Math.min(Integer.MAX_VALUE, (long) images + testImages));
        Dataset test = split.test()
                .orElseThrow(() -> new InvalidInputException("--data " + data + ": there are no test images"))
                .load(testImages);
        CommandInput.require(
                train.shape().width() == SIDE
                        && train.shape().height() == SIDE
                        && train.shape().channels() == 1,
                "--data " + data + ": expected images of 28 x 28 grey pixels");
        CommandInput.require(
                train.size() >= images + testImages && test.size() >= testImages,
                "--data " + data + ": there are " + train.size() + " training and " + test.size()
                        + " test images, too few for --images " + images + " --test-images " + testImages);
        Path folder = CommandInput.folder(out);
        RotatedDigits training = RotatedDigits.of(train, 0, images, Planted.seed(seed, 1));
        AngleRegression regression = new AngleRegression(
                training.centred(training),
                RotatedDigits.of(train, images, images + testImages, Planted.seed(seed, 2))
                        .centred(training),
                RotatedDigits.of(test, 0, testImages, Planted.seed(seed, 3)).centred(training));
        try (Workers workers = new Workers(threads)) {
            String text = regression.markdown(seed, CommandOutput::log, workers);
            new ExperimentReport(folder, "rotation").write(text);
            System.out.print(text);
        }
        return 0;
    }
}
