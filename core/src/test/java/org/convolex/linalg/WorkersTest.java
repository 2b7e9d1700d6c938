package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 7", "2, 1", "3, 2", "4, 1000"})
    void everyIndexRunsOnce(int threads, int count) {
        try (Workers workers = new Workers(threads)) {
            AtomicIntegerArray runs = new AtomicIntegerArray(count + 1);
            workers.forEach(count, runs::incrementAndGet);
            for (int i = 0; i < count; i++) {
                assertThat(runs.get(i)).isEqualTo(1);
            }
            assertThat(runs.get(count)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 31, 32, 33, 1000, Integer.MAX_VALUE})
    void chunksCoverTheWorkWithoutOverlap(int size) {
        try (Workers workers = new Workers(2)) {
            int[] starts = new int[Workers.chunks(size)];
            int[] ends = new int[Workers.chunks(size)];
            workers.forEachChunk(size, (chunk, from, to) -> {
                starts[chunk] = from;
                ends[chunk] = to;
            });
            int expected = 0;
            for (int chunk = 0; chunk < starts.length; chunk++) {
                assertThat(starts[chunk]).isEqualTo(expected);
                assertThat(ends[chunk] - starts[chunk]).isBetween(size / starts.length, size / starts.length + 1);
                expected = ends[chunk];
            }
            assertThat(expected).isEqualTo(size);
        }
    }

    /** Terms of such different sizes that every other order gives another sum. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void sumsInTheOrderOfTheChunks(int threads) {
        int size = 1000;
        double[] terms = new double[size];
        double[] expected = new double[2];
        for (int i = 0; i < size; i++) {
            terms[i] = Math.pow(-10, i % 17);
        }
        for (int chunk = 0; chunk < 32; chunk++) {
            double[] term = sum(terms, size * chunk / 32, size * (chunk + 1) / 32);
            expected[0] += term[0];
            expected[1] += term[1];
        }
        try (Workers workers = new Workers(threads)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                double[] sum = workers.sumOverChunks(size, 2, (from, to) -> {
                    LockSupport.parkNanos(from * 37L % 50_000); // the chunks end in another order than they begin
                    return sum(terms, from, to);
                });
                assertThat(sum).isEqualTo(expected);
            }
            assertThat(workers.sumOverChunks(0, 2, (from, to) -> new double[] {1, 1}))
                    .containsExactly(0, 0);
        }
    }

    private static double[] sum(double[] terms, int from, int to) {
        double[] sum = new double[2];
        for (int i = from; i < to; i++) {
            sum[0] += terms[i];
            sum[1] += 1;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "1, 99", "2, 0", "2, 50", "4, 99"})
    void aFailureReachesTheCallerAndTheWorkersGoOn(int threads, int bad) {
        try (Workers workers = new Workers(threads)) {
            for (Throwable failure : new Throwable[] {new IllegalStateException("body"), new StackOverflowError()}) {
                assertThatThrownBy(() -> workers.forEach(100, i -> {
                            LockSupport.parkNanos(10_000);
                            if (i == bad) {
                                rethrow(failure);
                            }
                        }))
                        .isSameAs(failure);
            }
            AtomicInteger runs = new AtomicInteger();
            workers.forEach(100, i -> runs.incrementAndGet());
            assertThat(runs).hasValue(100);
        }
    }

    private static void rethrow(Throwable failure) {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) failure;
    }

    /** Loop bodies write to arrays of the caller: none may be at work when the caller goes on. */
    @Test
    void noBodyRunsOnAfterAFailure() {
        try (Workers workers = new Workers(4)) {
            for (int repeat = 0; repeat < 20; repeat++) {
                AtomicInteger running = new AtomicInteger();
                assertThatThrownBy(() -> workers.forEach(8, i -> {
                            running.incrementAndGet();
                            LockSupport.parkNanos(i % 2 == 0 ? 100_000 : 5_000_000);
                            running.decrementAndGet();
                            if (i % 2 == 0) {
                                throw new IllegalStateException("body " + i);
                            }
                        }))
                        .isInstanceOf(IllegalStateException.class);
                assertThat(running).hasValue(0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1025})
    void anImpossibleNumberOfThreadsIsRefused(int threads) {
        assertThatThrownBy(() -> new Workers(threads))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("threads must be in 1..1024, got " + threads);
    }
}
