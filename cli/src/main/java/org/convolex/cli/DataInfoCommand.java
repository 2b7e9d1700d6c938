package org.convolex.cli;

import java.util.DoubleSummaryStatistics;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.convolex.data.DataSource;
import org.convolex.data.DataSplit;
import org.convolex.data.Dataset;
import org.convolex.data.RealTargets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code convolex data info}. */
@Command(
        name = "info",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Read data and say what it is: splits, shapes, classes or targets, range of pixels, hash.")
final class DataInfoCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "DATA", description = "images: " + TableOptions.DATA)
    private String data = "";

    @Mixin
    private TableOptions table = new TableOptions();

    DataInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        DataSplit split = table.open(data);
        boolean alone = split.validation().isEmpty() && split.test().isEmpty();
        print(alone ? "all images" : "train split", split.train());
        split.validation().ifPresent(source -> printNext("validation split", source));
        split.test().ifPresent(source -> printNext("test split", source));
        return ExitCode.DONE;
    }

    private void printNext(String part, DataSource source) {
        console.out().println();
        print(part, source);
    }

    private void print(String part, DataSource source) {
        Dataset images = source.load();
        new Fields()
                .add(part, source.name())
                .add("images", Integer.toString(images.size()))
                .add("shape", images.shape() + " (channels x height x width)")
                .add("pixels", range(images))
                .add(images.truth() instanceof RealTargets ? "targets" : "classes", truth(images))
                .add("SHA-256", images.hash())
                .print(console.out());
    }

    private static String range(Dataset images) {
        float[] image = new float[images.shape().size()];
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < images.size(); i++) {
            images.copyImage(i, image, 0);
            for (float value : image) {
                least = Math.min(least, value);
                most = Math.max(most, value);
            }
        }
        return Texts.number(least) + " to " + Texts.number(most);
    }

    private static String truth(Dataset images) {
        if (images.truth() == null) {
            return "unlabelled";
        }
        return images.truth() instanceof RealTargets targets ? targets(targets) : classes(images);
    }

    private static String targets(RealTargets targets) {
        return targets.count() + ": "
                + IntStream.range(0, targets.count())
                        .mapToObj(k -> {
                            DoubleSummaryStatistics values = IntStream.range(0, targets.size())
                                    .mapToDouble(i -> targets.value(i, k))
                                    .summaryStatistics();
                            return targets.names().get(k) + " (" + Texts.number(values.getMin()) + " to "
                                    + Texts.number(values.getMax()) + ", mean " + Texts.number(values.getAverage())
                                    + ")";
                        })
                        .collect(Collectors.joining(", "));
    }

    private static String classes(Dataset images) {
        int[] counts = new int[images.classes()];
        for (int i = 0; i < images.size(); i++) {
            counts[images.label(i)]++;
        }
        StringBuilder text = new StringBuilder().append(counts.length).append(':');
        for (int k = 0; k < counts.length; k++) {
            text.append(k == 0 ? " " : ", ")
                    .append(images.classNames().get(k))
                    .append(" (")
                    .append(counts[k])
                    .append(')');
        }
        return text.toString();
    }
}
