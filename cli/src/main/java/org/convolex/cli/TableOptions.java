package org.convolex.cli;

import java.util.Optional;
import org.convolex.data.DataOptions;
import org.convolex.data.DataSource;
import org.convolex.data.DataSources;
import org.convolex.data.DataSplit;
import org.convolex.data.ImageShape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What tables do not say about themselves. */
final class TableOptions {
    static final String DATA = "digits | DIR/NAME of IDX files | a folder (MNIST, CIFAR-10, class folders of images)"
            + " | FILE.npz | FILE.csv[.gz] | CIFAR-10 FILE.bin";

    @Option(
            names = "--label-column",
            paramLabel = "C",
            description = "CSV: the label's column: its name, its number from 0, or none (default: the last)")
    private @Nullable String labelColumn;

    @Option(
            names = "--shape",
            paramLabel = "C,H,W",
            description = "CSV and n x d NPZ: channels, height, width of an image (default: 1,1,d)")
    private @Nullable String shape;

    DataSplit open(String data) {
        return DataSources.open(
                data,
                new DataOptions(
                        Optional.ofNullable(labelColumn),
                        Optional.ofNullable(shape).map(ImageShape::parse)));
    }

    /** What settings are chosen on: the validation split where there is one, else the images to train on. */
    DataSource openForChoosing(String data) {
        DataSplit split = open(data);
        return split.validation().orElse(split.train());
    }

    /** What a model is tested on: the test split where there is one, else all there is. */
    DataSource openForTesting(String data) {
        DataSplit split = open(data);
        return split.test().orElse(split.train());
    }
}
