package org.convolex.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.convolex.Model;
import org.convolex.RealOutputs;
import org.convolex.data.DataOptions;
import org.convolex.data.DataSource;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.ImageShape;
import org.convolex.data.Task;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What tables do not say about themselves. */
final class TableOptions {
    static final String DATA = "digits | DIR/NAME of IDX files | a folder (MNIST, CIFAR-10, class folders of images)"
            + " | FILE.npz | FILE.csv[.gz] | CIFAR-10 FILE.bin";

    @Option(
            names = "--label-column",
            paramLabel = "C",
            description =
                    "CSV: the column of the label or target: its name, its number from 0, or none (default: the last)")
    private @Nullable String labelColumn;

    @Option(
            names = "--shape",
            paramLabel = "C,H,W",
            description = "CSV and n x d NPZ: channels, height, width of an image (default: 1,1,d)")
    private @Nullable String shape;

    @Option(
            names = "--task",
            paramLabel = "classification|regression",
            converter = OptionValues.TaskName.class,
            description =
                    "CSV, NPZ: whether the numbers beside the pixels are class labels or real targets (default: labels"
                            + " where all are integers)")
    private @Nullable Task task;

    @Option(
            names = "--targets",
            paramLabel = "N",
            converter = OptionValues.Count.class,
            description = "CSV: the last N columns are real targets (default: 1 for regression)")
    private @Nullable Integer targets;

    DataSplit open(String data) {
        return DataSources.open(data, given());
    }

    /** As they were given, for another command on the same data; each with a space in front. */
    String repeated() {
        return (labelColumn == null ? "" : " --label-column " + Texts.shellWord(labelColumn))
                + (shape == null ? "" : " --shape " + Texts.shellWord(shape));
    }

    private DataOptions given() {
        return new DataOptions(
                Optional.ofNullable(labelColumn),
                Optional.ofNullable(shape).map(ImageShape::parse),
                Optional.ofNullable(task),
                targets == null ? OptionalInt.empty() : OptionalInt.of(targets));
    }

    /** Data for a model, which knows how many targets there are. */
    DataSplit openFor(Model model, String data) {
        DataOptions options = given();
        boolean open = DataSources.isTable(data) && options.task().isEmpty();
        return DataSources.open(
                data,
                open && model.outputs() instanceof RealOutputs real ? options.withTargets(real.count()) : options);
    }

    /** Data like others: a column of integers holds targets where theirs does. */
    private DataSplit openLike(DataSource other, String data) {
        DataOptions options = given();
        boolean open = DataSources.isTable(data) && options.task().isEmpty();
        return DataSources.open(data, open ? other.task().map(options::withTask).orElse(options) : options);
    }

    /** What settings are chosen on: the validation split where there is one, else the images to train on. */
    DataSource openForChoosing(String data, DataSource training) {
        DataSplit split = openLike(training, data);
        return split.validation().orElse(split.train());
    }

    /** What a model is tested on: the test split where there is one, else all there is. */
    DataSource openForTesting(String data, DataSource training) {
        DataSplit split = openLike(training, data);
        return split.test().orElse(split.train());
    }
}
