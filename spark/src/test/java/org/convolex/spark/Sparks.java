package org.convolex.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The Spark that tests run on: one at a time in a process, started once for all tests that follow each other on it. */
final class Sparks {
    private static final Path HOME = Path.of("target", "spark-home").toAbsolutePath();
    private static @Nullable SparkSession session;
    private static String master = "";

    private Sparks() {}

    /** Two threads of this process, which try a failed task up to four times. */
    static SparkSession local() {
        return on("local[2,4]");
    }

    /** Two executors that are processes of their own, with a core each; tests skip where these cannot be started. */
    static SparkSession cluster() {
        try {
            linkJars();
            SparkSession started = on("local-cluster[2,1,2048]");
            started.range(2).count();
            return started;
        } catch (RuntimeException e) {
            Assumptions.abort("no cluster of local processes: " + e);
            throw e;
        }
    }

    private static synchronized SparkSession on(String wanted) {
        SparkSession running = session;
        if (running != null && master.equals(wanted)) {
            return running;
        }
        if (running != null) {
            running.stop();
        }
        master = wanted;
        session = SparkSession.builder()
                .master(wanted)
                .appName("convolex")
                .config("spark.ui.enabled", false)
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", 2)
                .config(
                        "spark.sql.warehouse.dir",
                        Path.of("target", "warehouse").toAbsolutePath().toString())
                .config("spark.executor.extraClassPath", classPath())
                .config("spark.executor.extraJavaOptions", "--add-modules jdk.incubator.vector")
                .config("spark.network.timeout", "60s")
                .config("spark.shuffle.io.retryWait", "100ms") // where an executor was lost, nobody answers
                .config("spark.locality.wait", "500ms")
                .getOrCreate();
        return Objects.requireNonNull(session);
    }

    /** The class path of the tests, which surefire hides in the manifest of a jar. */
    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** Launchers look for Spark's jars in its home. */
    private static void linkJars() {
        try {
            Path jars = Files.createDirectories(HOME.resolve("jars"));
            for (String entry : classPath().split(File.pathSeparator)) {
                Path jar = Path.of(entry);
                Path link = jars.resolve(jar.getFileName());
                if (entry.endsWith(".jar") && !Files.exists(link)) {
                    Files.createSymbolicLink(link, jar);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
