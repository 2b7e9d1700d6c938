package org.convolex.cli.serve;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What a server counts, as Prometheus reads it. Safe for use from many threads. */
final class ServerMetrics {
    /** Of the text exposition format. */
    static final String CONTENT_TYPE = "text/plain; version=0.0.4";

    private final long start = System.nanoTime();
    private final Map<String, LongAdder> requests = new ConcurrentSkipListMap<>();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LongAdder inFlight = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final LongAdder images = new LongAdder();

    void requestBegins() {
        inFlight.increment();
    }

    /**
     * @param path of an endpoint, or "other", so that clients cannot make up new ones
     * @param status that was sent, or 0 where the client had gone
     * @param time that it took, in nanoseconds
     */
    void requestEnds(String path, int status, long time) {
        inFlight.decrement();
        latency.add(time);
        requests.computeIfAbsent("path=\"" + path + "\",status=\"" + status + '"', unknown -> new LongAdder())
                .increment();
    }

    /** For want of a thread. */
    void requestRejected() {
        rejected.increment();
    }

    void imagesPredicted(int count) {
        images.add(count);
    }

    /** Requests that are not answered yet. */
    long inFlight() {
        return inFlight.sum();
    }

    /** The text exposition format. */
    String text() {
        StringBuilder text = new StringBuilder();
        head(text, "convolex_requests_total", "counter", "Requests by path and status; status 0: the client had gone.");
        requests.forEach((labels, count) -> text.append("convolex_requests_total{")
                .append(labels)
                .append("} ")
                .append(count.sum())
                .append('\n'));
        head(text, "convolex_request_seconds", "histogram", "From a request's first line to its last byte of answer.");
        latency.write(text, "convolex_request_seconds");
        single(text, "convolex_rejected_total", "counter", "Requests refused as too many waited.", rejected.sum());
        single(text, "convolex_requests_in_flight", "gauge", "Requests that are not answered yet.", inFlight.sum());
        single(text, "convolex_images_predicted_total", "counter", "Images scored.", images.sum());
        single(
                text,
                "convolex_uptime_seconds",
                "gauge",
                "Since the server was started.",
                (System.nanoTime() - start) / 1e9);
        return text.toString();
    }

    private static void head(StringBuilder text, String name, String type, String help) {
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static void single(StringBuilder text, String name, String type, String help, Number value) {
        head(text, name, type, help);
        text.append(name).append(' ').append(value).append('\n');
    }
}
