package org.convolex.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.convolex.data.InvalidInputException;
import org.convolex.data.MnistVariation;
import org.convolex.data.MnistVariations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convolex data variations}. */
@Command(
        name = "variations",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Make the five variations of MNIST: basic, rand, rot, img, img-rot.",
        footer = {"", "Each is a folder for training: convolex train OUT/rot. The same seed gives the same bytes."})
final class DataVariationsCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "MNIST", description = "a folder in MNIST's layout")
    private String mnist = "";

    @Option(
            names = "--backgrounds",
            paramLabel = "DIR",
            required = true,
            description = "a folder of photographs, PNG or JPEG, to cut backgrounds from")
    private String backgrounds = "";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "where the five folders go; made if it is not there")
    private String out = "";

    @Option(
            names = "--seed",
            paramLabel = "N",
            converter = OptionValues.Seed.class,
            description = "of all random draws (default: ${DEFAULT-VALUE})")
    private long seed = 7;

    @Option(
            names = "--sizes",
            paramLabel = "T,V,E",
            converter = OptionValues.Sizes.class,
            description = "images to train, choose and test on (default: 10000,2000,50000)")
    private MnistVariations.Sizes sizes = MnistVariations.Sizes.OF_THE_PAPERS;

    DataVariationsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Path target = path("--out", out);
        new MnistVariations(sizes, seed)
                .write(
                        path("MNIST", mnist),
                        path("--backgrounds", backgrounds),
                        target,
                        variation -> console.say(variation.folder() + " is made"));
        Fields fields = new Fields().add("digits", sizes + " (training, validation, test)");
        for (MnistVariation variation : MnistVariation.all()) {
            fields.add(variation.folder(), target.resolve(variation.folder()).toString());
        }
        fields.print(console.out());
        return ExitCode.DONE;
    }

    private static Path path(String option, String name) {
        if (name.isBlank()) {
            throw new InvalidInputException(option + ": the name of the folder is empty");
        }
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw new InvalidInputException(option + " " + name + ": not a file name", e);
        }
    }
}
