package org.convolex.bench.convotron;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.bench.CommandInput;
import org.convolex.bench.CommandOutput;
import org.convolex.bench.PartedReport;
import org.convolex.convotron.GeneratedStream.Distribution;
import org.convolex.data.DataSources;
import org.convolex.model.WholeFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code convolex reproduce convotron}: filters of overlapping patches, learned from streams. */
@Command(
        name = "convotron",
        sortOptions = false,
        abbreviateSynopsis = true,
        mixinStandardHelpOptions = true,
        description =
                "Double Convotron: figure 1 of the paper, plain and refined; images, whose symmetry fails; samples per"
                        + " second; a long stream.")
public final class ConvotronCommand implements Callable<Integer> {
    private static final List<String> PARTS = List.of("figure", "images", "speed", "stream");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DATA",
            description = "images of one channel for the part images, any that train takes (default: ${DEFAULT-VALUE})")
    private String data = "digits";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "for convotron.md, CSV and pictures (default: ${DEFAULT-VALUE})")
    private String out = "convotron";

    @Option(
            names = "--part",
            paramLabel = "PART",
            split = ",",
            description = "some of figure, images, speed, stream (default: all)")
    private List<String> parts = PARTS;

    @Option(names = "--quick", description = "3 seeds, fewer samples")
    private boolean quick;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "planted networks of each setting (default: 10; quick: 3)")
    private int seeds;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "of the part stream, at least 2000 (default: 10000000; quick: 1000000)")
    private long samples;

    @Option(names = "--seed", paramLabel = "N", description = "the first seed (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Override
    public Integer call() {
        CommandInput.require(seeds >= 0 && seeds <= 1000, "--seeds: expected an integer in 1..1000, got " + seeds);
        CommandInput.require(
                samples == 0 || samples >= 2000, "--samples: expected an integer of at least 2000, got " + samples);
        CommandInput.requireSomeOf("--part", PARTS, parts);
        Path folder = CommandInput.folder(out);
        new PartedReport(spec, PARTS, folder).run(parts, part -> run(part, folder));
        return 0;
    }

    private String run(String part, Path folder) {
        int count = seeds > 0 ? seeds : quick ? 3 : 10;
        return switch (part) {
            case "figure" -> figure(folder, count);
            case "images" -> new ImagesPart(data, DataSources.open(data).train().load(), count).run(CommandOutput::log);
            case "speed" -> new SpeedPart(quick ? 200_000 : 2_000_000, count).run();
            default -> new StreamPart(samples > 0 ? samples : quick ? 1_000_000 : 10_000_000, seed).run();
        };
    }

    private String figure(Path folder, int count) {
        List<FigureRun> runs = new ArrayList<>();
        for (Distribution distribution : Distribution.values()) {
            for (int stride : Setting.STRIDES) {
                Setting setting = new Setting(distribution, stride);
                CommandOutput.log("figure: " + setting);
                for (int i = 0; i < count; i++) {
                    runs.add(FigureRun.of(setting, seed + i, false, quick ? 2000 : 10_000));
                    runs.add(FigureRun.of(setting, seed + i, true, quick ? 2000 : 10_000));
                }
                CommandOutput.write(folder.resolve("figure.csv"), FigureReport.csv(runs));
                WholeFile.replace(folder.resolve("figure.png"), FigurePicture.png(runs));
            }
        }
        return FigureReport.markdown(runs);
    }
}
