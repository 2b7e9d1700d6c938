package org.convolex.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.convolex.data.DataSources;
import org.convolex.data.Dataset;

/**
 * Load on {@code convolex serve}: clients that send image after image to {@code POST /predict}, each waiting for its answer.
 *
 * <pre>
 * ./convolex serve MODEL &amp;
 * ./mvnw -q -pl bench -am package -DskipTests
 * java -cp bench/target/benchmarks.jar org.convolex.bench.ServeLoad http://127.0.0.1:8080 DATA [CLIENTS [SECONDS]]
 * </pre>
 *
 * The first quarter of the time, at most 10 s, warms up and does not count. Clients are plain sockets that are kept open, so that
 * they take little of the machine that they share with the server.
 */
public final class ServeLoad {
    private static final int IMAGES = 100;
    private static final double MOST_WARMING = 10;

    private ServeLoad() {}

    /** Runs the clients. */
    public static void main(String[] arguments) throws Exception {
        URI server = URI.create(arguments[0]);
        Dataset images = DataSources.open(arguments[1]).train().load(IMAGES);
        int clients = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        double seconds = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 30;
        byte[][] requests = IntStream.range(0, images.size())
                .mapToObj(i -> request(server, images.image(i)))
                .toArray(byte[][]::new);
        run(server, requests, clients, Math.min(MOST_WARMING, seconds / 4));
        print("%s", "warm");
        List<Answers> answers = run(server, requests, clients, seconds);
        long[] times = answers.stream()
                .flatMapToLong(one -> one.times().stream().mapToLong(t -> t))
                .sorted()
                .toArray();
        long lost = answers.stream().mapToLong(Answers::lost).sum();
        print(
                "%d clients, %.0f s: %d answers, %d lost, %.0f a second",
                clients, seconds, times.length, lost, times.length / seconds);
        print(
                "latency in ms: p50 %.2f, p90 %.2f, p99 %.2f, p99.9 %.2f, largest %.2f",
                quantile(times, 0.5),
                quantile(times, 0.9),
                quantile(times, 0.99),
                quantile(times, 0.999),
                quantile(times, 1));
    }

    private static byte[] request(URI server, float[] image) {
        String body = Arrays.toString(image);
        return ("POST /predict HTTP/1.1\r\nHost: " + server.getHost()
                        + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Answers> run(URI server, byte[][] requests, int clients, double seconds) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long end = System.nanoTime() + Math.round(1e9 * seconds);
        List<Callable<Answers>> loops = new ArrayList<>();
        for (int c = 0; c < clients; c++) {
            int first = c * requests.length / clients;
            loops.add(() -> client(server, requests, first, end));
        }
        List<Answers> answers = new ArrayList<>();
        for (Future<Answers> loop : threads.invokeAll(loops)) {
            answers.add(loop.get());
        }
        threads.shutdown();
        threads.awaitTermination(1, TimeUnit.SECONDS);
        return answers;
    }

    /**
     * What one client got.
     *
     * @param times from sending to the last byte of an answer, nanoseconds
     * @param lost requests that were answered with another status than 200, or not at all
     */
    private record Answers(List<Long> times, long lost) {}

    private static Answers client(URI server, byte[][] requests, int first, long end) throws IOException {
        List<Long> times = new ArrayList<>();
        long lost = 0;
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (int i = first; System.nanoTime() < end; i++) {
                long start = System.nanoTime();
                socket.getOutputStream().write(requests[i % requests.length]);
                if (status(in) == 200) {
                    times.add(System.nanoTime() - start);
                } else {
                    lost++;
                }
            }
        }
        return new Answers(times, lost);
    }

    /** Reads an answer to its end. */
    private static int status(InputStream in) throws IOException {
        String first = line(in);
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(
                        header.substring(header.indexOf(':') + 1).trim());
            }
        }
        in.skipNBytes(length);
        return Integer.parseInt(first.split(" ")[1]);
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static double quantile(long[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
    }

    private static void print(String format, Object... values) {
        System.out.println(String.format(Locale.ROOT, format, values));
    }
}
