package org.convolex.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Manual pages and completion say what the commands say of themselves. */
class ManualTest {
    @Test
    void everyCommandHasAPageWithAllItsOptions(@TempDir Path folder) throws IOException {
        CommandLine line = ManualSources.commands();
        ManualSources.writePages(line, folder);
        check(line, folder, "convolex");
    }

    private static void check(CommandLine command, Path folder, String name) throws IOException {
        String page = Files.readString(folder.resolve(name + ".adoc"));
        assertThat(page).doesNotContain("*_=");
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> assertThat(page).as(name).contains("*" + option.longestName() + "*"));
        for (var below : command.getSubcommands().entrySet()) {
            check(below.getValue(), folder, name + "-" + below.getKey());
        }
    }

    @Test
    void theCompletionScriptIsOneThatBashReadsAndKnowsTheCommands(@TempDir Path folder) throws Exception {
        CommandLineRun run = CommandLineRun.of("completion");
        assertThat(run.code()).as(run.err()).isZero();
        Path script = Files.writeString(folder.resolve("convolex"), run.out());
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source \"$1\"; COMP_WORDS=(convolex tra); COMP_CWORD=1; _complete_convolex;"
                                + " echo \"${COMPREPLY[@]}\"",
                        "bash",
                        script.toString())
                .redirectErrorStream(true)
                .start();
        String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(answer).isZero();
        assertThat(answer.strip()).isEqualTo("train");
    }
}
