package org.convolex.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every tutorial does what it says: its snippets of Java compile and run, its commands run, and print the words that stand in
 * the block behind them. Numbers are not compared; they differ between machines. A command that is to fail says with what exit
 * code: {@code # exits 2}.
 */
class TutorialTest {
    private static final Path PAGES = Path.of("tutorials");
    private static final Path SPARK_OPTIONS = Path.of("../spark/jvm.options");
    private static final String COMMAND = "./convolex ";
    private static final String COMMAND_WITH_CLASSES = "java -cp cli/target/convolex.jar:. org.convolex.cli.Main ";
    private static final String EXITS = "# exits ";

    @TempDir
    Path folder = Path.of("");

    private final List<String> statements = new ArrayList<>();
    private String printed = "";
    private int programs;

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(PAGES)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void doesWhatItSays(Path page) throws Exception {
        JavaProgram program = new JavaProgram(folder);
        List<Snippet> snippets = Snippet.of(Files.readString(page));
        assertThat(snippets).isNotEmpty();
        for (Snippet snippet : snippets) {
            switch (snippet.language()) {
                case "java" -> {
                    if (!program.keepFile(snippet.text())) {
                        statements.add(snippet.text());
                    }
                }
                case "sh" -> {
                    runStatements(program);
                    printed = "";
                    for (String line : snippet.text().lines().toList()) {
                        runCommand(line);
                    }
                }
                default -> {
                    runStatements(program);
                    checkPrinted(snippet.text());
                }
            }
        }
        runStatements(program);
    }

    /** Java up to a command, or to what it prints, is one program. */
    private void runStatements(JavaProgram program) throws Exception {
        if (!statements.isEmpty()) {
            printed = "";
            run(List.of(program.main(statements, ++programs)), 0);
            statements.clear();
        }
    }

    private void runCommand(String line) throws Exception {
        String command = line.startsWith(COMMAND_WITH_CLASSES)
                ? line.substring(COMMAND_WITH_CLASSES.length())
                : line.substring(COMMAND.length());
        assertThat(line.startsWith(COMMAND) || line.startsWith(COMMAND_WITH_CLASSES))
                .as(line)
                .isTrue();
        int code = 0;
        int comment = command.indexOf(" #");
        if (comment >= 0) {
            String words = command.substring(comment + 1);
            code = words.startsWith(EXITS) ? Character.digit(words.charAt(EXITS.length()), 10) : 0;
            command = command.substring(0, comment);
        }
        List<String> words = new ArrayList<>(List.of("org.convolex.cli.Main"));
        words.addAll(Arrays.asList(command.strip().split(" +")));
        run(words, code);
    }

    private void run(List<String> main, int code) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + SPARK_OPTIONS.toAbsolutePath(),
                "-Xmx1g",
                "-cp",
                folder + ":" + System.getProperty("java.class.path")));
        command.addAll(main);
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        printed += new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s%n%s", main, printed).isEqualTo(code);
    }

    /** Of every line the first column, up to two spaces or the first number. */
    private void checkPrinted(String text) {
        for (String line : text.lines().filter(l -> !l.isBlank()).toList()) {
            String label = line.strip().split(" {2,}|(?=[0-9])")[0].strip();
            assertThat(printed).as(line).contains(label);
        }
    }
}
