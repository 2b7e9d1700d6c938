package org.convolex.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.convolex.model.WholeFile;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The report of an experiment whose parts can be run one at a time. A part leaves its text in {@code PART.md}, below the command
 * that made it; the {@link ExperimentReport} holds all parts that have been run so far, each with its {@code PART.png} if there is one.
 *
 * @param spec of the experiment's command, which has been parsed
 * @param parts all that there are, in the order of the report
 * @param folder to write to
 */
public record PartedReport(CommandSpec spec, List<String> parts, Path folder) {

    /**
     * Runs parts in the order of the report; after each, the report holds it.
     *
     * @param run from the name of a part to its text
     */
    public void run(List<String> asked, UnaryOperator<String> run) {
        for (String part : parts) {
            if (asked.contains(part)) {
                String text = run.apply(part);
                CommandOutput.write(file(part), "`" + commandLine() + "`\n\n" + text);
                new ExperimentReport(folder, spec.name()).write(report());
                System.out.print(text);
            }
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".md");
    }

    private String commandLine() {
        return "./convolex reproduce "
                + String.join(" ", spec.commandLine().getParseResult().originalArgs());
    }

    private String report() {
        StringBuilder report = new StringBuilder("# " + spec.name() + "\n");
        for (String part : parts) {
            Path file = file(part);
            if (Files.exists(file)) {
                try {
                    report.append("\n## ").append(part).append("\n\n").append(Files.readString(file));
                } catch (IOException e) {
                    throw WholeFile.failure(file, "cannot be read", e);
                }
                if (Files.exists(folder.resolve(part + ".png"))) {
                    report.append("\n![").append(part).append("](").append(part).append(".png)\n");
                }
            }
        }
        return report.toString();
    }
}
