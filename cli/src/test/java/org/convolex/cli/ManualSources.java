package org.convolex.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/** Writes the sources of the manual pages, and the completion script, from the commands' own descriptions. */
public final class ManualSources {
    private ManualSources() {}

    /**
     * @param args the folder for the pages' sources, and that for the script
     */
    public static void main(String[] args) throws IOException {
        CommandLine line = commands();
        writePages(line, Path.of(args[0]));
        Path scripts = Files.createDirectories(Path.of(args[1]));
        Files.writeString(scripts.resolve("convolex"), AutoComplete.bash("convolex", line), StandardCharsets.UTF_8);
    }

    /** One page a command, in AsciiDoc. */
    static void writePages(CommandLine line, Path folder) throws IOException {
        int code = ManPageGenerator.generateManPage(folder.toFile(), null, new boolean[0], true, line.getCommandSpec());
        if (code != 0) {
            throw new IOException("the manual pages' sources were not written: exit code " + code);
        }
        for (Path page : pages(folder)) {
            String text = Files.readString(page);
            // the generator opens a value before its equals sign where an option writes its own syntax, which no
            // AsciiDoc processor reads as it is meant
            Files.writeString(page, text.replace("*_=", "*=_"));
        }
    }

    static List<Path> pages(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    /** All commands, with a console that nobody reads. */
    static CommandLine commands() {
        PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return ConvolexCommand.on(new Console(nowhere, nowhere, false, 80, new StopRequest()));
    }
}
