package org.convolex.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java of a page, as files to compile: a snippet whose first line names a file is that file, others are statements. */
final class JavaProgram {
    private static final Pattern FILE = Pattern.compile("\\A// (\\S+)\n");

    private final Path folder;

    /**
     * @param folder for sources and classes
     */
    JavaProgram(Path folder) {
        this.folder = folder;
    }

    /** Writes and, if it is Java, compiles a snippet that is a file; says whether it was one. */
    boolean keepFile(String text) throws IOException {
        Matcher matcher = FILE.matcher(text);
        if (!matcher.find()) {
            return false;
        }
        Path file = folder.resolve(matcher.group(1));
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text.substring(matcher.end()));
        if (file.toString().endsWith(".java")) {
            compile(file);
        }
        return true;
    }

    /** A class with these statements, those that import first, and returns its name. */
    String main(List<String> statements, int number) throws IOException {
        String name = "Tutorial" + number;
        List<String> lines = statements.stream().flatMap(String::lines).toList();
        String imports = lines.stream().filter(JavaProgram::imports).collect(Collectors.joining("\n"));
        String body = lines.stream().filter(line -> !imports(line)).collect(Collectors.joining("\n"));
        Path file = folder.resolve(name + ".java");
        Files.writeString(
                file,
                imports + "\npublic class " + name + " {\npublic static void main(String[] args) throws Exception {\n"
                        + body + "\n}\n}\n");
        compile(file);
        return name;
    }

    private static boolean imports(String line) {
        return line.startsWith("import ");
    }

    private void compile(Path file) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-d",
                folder.toString(),
                "-cp",
                folder + ":" + System.getProperty("java.class.path"),
                "-Xlint:all",
                "-Werror");
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjects(file.toFile()))
                    .call();
            if (!done) {
                throw new AssertionError(messages + "\n" + Files.readString(file));
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
