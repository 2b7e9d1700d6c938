package org.convolex.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A fixed number of threads over which loops are spread. The caller's thread is one of them.
 *
 * <p>Same bits for any number of threads: a loop body writes only to places that belong to its index, and whatever is
 * summed over indices is summed afterwards in their order. {@link #chunks} gives the division of work that all loops
 * use; it depends on the size of the work alone, never on the number of threads.
 *
 * <p>Safe for use by one caller at a time; loops must not be nested.
 */
public final class Workers implements AutoCloseable {
    /** Enough pieces to keep a large machine busy, few enough that a sum per piece stays cheap. */
    private static final int MOST_CHUNKS = 32;

    private final int threads;
    private final ExecutorService pool;

    /**
     * @param threads how many threads run a loop, the caller's included
     * @throws IllegalArgumentException if {@code threads} is not in 1..1024
     */
    public Workers(int threads) {
        if (threads < 1 || threads > 1024) {
            throw new IllegalArgumentException("threads must be in 1..1024, got " + threads);
        }
        this.threads = threads;
        this.pool = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "convolex-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As many threads as the machine offers this process. */
    public static Workers ofMachine() {
        return new Workers(Runtime.getRuntime().availableProcessors());
    }

    public int threads() {
        return threads;
    }

    /** Runs {@code body} for each index in 0..count-1, in any order, and returns when all are done. */
    public void forEach(int count, IntConsumer body) {
        AtomicInteger next = new AtomicInteger();
        Runnable loop = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                body.accept(i);
            }
        };
        List<Future<?>> helpers = new ArrayList<>();
        for (int i = 1; i < Math.min(threads, count); i++) {
            helpers.add(pool.submit(loop));
        }
        Throwable failure = failureOf(loop);
        next.set(count); // after a failure here, the others need not go on
        for (Future<?> helper : helpers) {
            Throwable other = failureOf(() -> await(helper)); // all of them: loop bodies write to the caller's arrays
            failure = failure == null ? other : failure;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private static @Nullable Throwable failureOf(Runnable action) {
        try {
            action.run();
            return null;
        } catch (RuntimeException | Error failure) {
            return failure;
        }
    }

    /** Cuts 0..size-1 into at most 32 ranges of near-equal length, and runs {@code body} on each. */
    public void forEachChunk(int size, ChunkBody body) {
        int chunks = chunks(size);
        forEach(chunks, c -> body.run(c, chunkStart(size, c), chunkStart(size, c + 1)));
    }

    /** The number of ranges into which {@link #forEachChunk} cuts {@code size} items. */
    public static int chunks(int size) {
        return Math.min(MOST_CHUNKS, size);
    }

    private static int chunkStart(int size, int chunk) {
        return (int) ((long) size * chunk / chunks(size));
    }

    /**
     * Cuts 0..size-1 as {@link #forEachChunk} does and adds up what {@code body} returns for each range, in the order of
     * the ranges. About one array a thread is held at a time, not one a range.
     *
     * @param length length of the arrays that {@code body} returns, and of the sum
     */
    public double[] sumOverChunks(int size, int length, ChunkSum body) {
        double[] sum = new double[length];
        double[][] waiting = new double[chunks(size)][];
        int[] next = {0};
        forEachChunk(size, (chunk, from, to) -> {
            double[] term = body.sum(from, to);
            synchronized (waiting) {
                waiting[chunk] = term;
                while (next[0] < waiting.length && waiting[next[0]] != null) {
                    add(sum, waiting[next[0]]);
                    waiting[next[0]++] = null;
                }
            }
        });
        return sum;
    }

    private static void add(double[] sum, double[] term) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += term[i];
        }
    }

    /** The sum over one range: first index, end (exclusive). */
    @FunctionalInterface
    public interface ChunkSum {
        double[] sum(int from, int to);
    }

    /** The work on one range: chunk number, first index, end (exclusive). */
    @FunctionalInterface
    public interface ChunkBody {
        void run(int chunk, int from, int to);
    }

    private static void await(Future<?> helper) {
        boolean interrupted = false;
        while (true) {
            try {
                helper.get();
                break;
            } catch (InterruptedException e) {
                interrupted = true; // finish the loop first: its arrays are shared
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                if (e.getCause() instanceof Error failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
