package org.convolex;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.convolex.data.Dataset;
import org.convolex.linalg.Kernels;
import org.convolex.optim.Status;

/**
 * Where a model comes from: enough to train it again and to say against which data its certificate holds. It holds no
 * time and no thread count, so that the same training gives the same bytes.
 *
 * @param version of this library
 * @param platform Java version, operating system, processor architecture and the kernels in use: what decides the last
 *     bits of the numbers
 * @param data what the training data was called
 * @param dataHash {@link Dataset#hash} of the training images
 * @param samples how many there were; the first so many of the source, where it has more
 * @param seed of all random draws
 * @param status why the solver stopped
 * @param settings everything else that was asked for or chosen, by name
 */
public record Provenance(
        String version,
        String platform,
        String data,
        String dataHash,
        int samples,
        long seed,
        String status,
        Map<String, String> settings) {

    public Provenance {
        settings = Collections.unmodifiableMap(new TreeMap<>(settings));
    }

    /**
     * Of what this library trains on this machine.
     *
     * @param data what the training data is called
     */
    public static Provenance of(String data, Dataset training, long seed, Status status, Map<String, String> settings) {
        return new Provenance(
                libraryVersion(),
                thisPlatform(),
                data,
                training.hash(),
                training.size(),
                seed,
                status.name(),
                settings);
    }

    /** This library's version, as built. */
    public static String libraryVersion() {
        Properties properties = new Properties();
        try (InputStream in = Provenance.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "unknown");
    }

    /** What decides the last bits of numbers on this machine. */
    public static String thisPlatform() {
        return "Java " + Runtime.version().feature() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch") + ", " + Kernels.best().description() + " kernels";
    }
}
