package org.convolex.cli.serve;

import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.convolex.data.InvalidInputException;

/** The threads that compute answers, and the queue before them. Safe for use from many threads. */
final class ComputePool implements AutoCloseable {
    /** When to come again. */
    static final Map<String, String> RETRY = Map.of("Retry-After", "1");

    private final ThreadPoolExecutor threads;
    private final ServerMetrics metrics;

    ComputePool(int threads, int waiting, ServerMetrics metrics) {
        this.metrics = metrics;
        this.threads = new ThreadPoolExecutor(
                threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(waiting), task -> {
                    Thread thread = new Thread(task, "convolex-compute");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Computes an answer and gives it; refuses where too many wait. */
    void compute(Exchange exchange, Supplier<Answer> answer) {
        try {
            threads.execute(() -> {
                if (exchange.open()) {
                    exchange.answer(answerOrError(answer));
                }
            });
        } catch (RejectedExecutionException e) {
            metrics.requestRejected();
            exchange.answer(Answer.error(503, "too many requests are waiting", RETRY));
        }
    }

    private static Answer answerOrError(Supplier<Answer> answer) {
        try {
            return answer.get();
        } catch (Refusal e) {
            return Answer.error(e.status(), String.valueOf(e.getMessage()));
        } catch (InvalidInputException e) {
            return Answer.error(400, String.valueOf(e.getMessage()));
        } catch (RuntimeException | OutOfMemoryError e) {
            return Answer.error(500, "internal error: " + e.getClass().getSimpleName());
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
