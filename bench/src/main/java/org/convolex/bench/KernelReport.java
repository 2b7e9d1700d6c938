package org.convolex.bench;

import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.convolex.linalg.Kernels;

/**
 * Speed of every kernel on one thread and on two, as a share of what this machine can do at the same time.
 *
 * <pre>
 * ./mvnw -q -pl bench -am package
 * java --add-modules jdk.incubator.vector -Xmx4g -cp bench/target/benchmarks.jar org.convolex.bench.KernelReport
 * </pre>
 *
 * An argument restricts the report to the kernels whose name contains it. Each share is the median over pairs of a kernel's
 * run with a run of the limit right beside it, because the clock and the neighbours of a shared machine change by the
 * second. Time is the CPU time of the measuring thread, so that waiting for a core that others hold does not count, while
 * waiting for memory does; a rate for two threads is thus what they reach together when each has a core to itself.
 * Streaming kernels are also set against the bandwidth of reading memory in sequence.
 */
public final class KernelReport {

    private static final int PAIRS = 41;
    private static final long SLICE_NANOS = 4_000_000;
    private static final long WARM_UP_NANOS = 1_500_000_000;
    private static final int LIMIT_STEPS = 5_000;

    /** Keeps the measured loops from being compiled away. */
    private static volatile float sink;

    private KernelReport() {}

    /** Runs the report. */
    public static void main(String[] arguments) throws ExecutionException, InterruptedException {
        String wanted = arguments.length == 0 ? "" : arguments[0];
        Kernels kernels = Kernels.best();
        print("%s, Java %s%n", kernels.description(), System.getProperty("java.version"));
        print("%-24s%-20s%18s%18s%10s%10s%n", "kernel", "shape", "1 thread GFLOP/s", "2 threads", "GB/s", "GB/s");
        for (Workload workload : Workload.all(kernels)) {
            if (workload.kernel().contains(wanted)) {
                Result one = measure(workload, 1);
                Result two = measure(workload, 2);
                print(
                        "%-24s%-20s%s%s%s%s%n",
                        workload.kernel(), workload.shape(), one.flops(), two.flops(), one.bytes(), two.bytes());
            }
        }
        print("in brackets: share of the machine's multiply-add peak, or of its reading bandwidth, at the same time%n");
    }

    private static void print(String format, Object... values) {
        System.out.printf(Locale.ROOT, format, values);
    }

    /** All threads run the same pairs at the same time, each on data of its own; rates add up over threads. */
    private static Result measure(Workload workload, int threads) throws ExecutionException, InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            Callable<Result> job = () -> measureHere(workload);
            Result sum = new Result(0, 0, 0, 0);
            for (Future<Result> future : pool.invokeAll(Collections.nCopies(threads, job))) {
                sum = sum.plus(future.get(), threads);
            }
            return sum;
        } finally {
            pool.shutdown();
        }
    }

    private static Result measureHere(Workload workload) {
        Runnable kernel = workload.task().get();
        Runnable peak = () -> sink = MachineLimits.multiplyAdds(LIMIT_STEPS);
        float[] memory = workload.bytes() > 0 ? Workload.random(Workload.STREAMED_FLOATS / 4) : new float[0];
        Runnable read = () -> sink = MachineLimits.read(memory);
        TimedTask kernelTimed = timed(kernel);
        TimedTask peakTimed = timed(peak);
        TimedTask readTimed = timed(read);
        double[] rates = new double[PAIRS];
        double[] shares = new double[PAIRS];
        double[] readShares = new double[PAIRS];
        for (int i = 0; i < PAIRS; i++) {
            double runs = kernelTimed.runsPerSecond();
            rates[i] = runs * workload.flops();
            shares[i] = rates[i] / (peakTimed.runsPerSecond() * MachineLimits.flops(LIMIT_STEPS));
            if (workload.bytes() > 0) {
                readShares[i] = runs * workload.bytes() / (readTimed.runsPerSecond() * 4 * memory.length);
            }
        }
        double rate = median(rates);
        return new Result(rate, median(shares), rate / workload.flops() * workload.bytes(), median(readShares));
    }

    private static TimedTask timed(Runnable task) {
        return new TimedTask(task, WARM_UP_NANOS, SLICE_NANOS);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    private record Result(double flopsPerSecond, double share, double bytesPerSecond, double readShare) {

        /** Rates add up over threads; shares, relative to the same number of threads, are averaged. */
        Result plus(Result other, int threads) {
            return new Result(
                    flopsPerSecond + other.flopsPerSecond,
                    share + other.share / threads,
                    bytesPerSecond + other.bytesPerSecond,
                    readShare + other.readShare / threads);
        }

        String flops() {
            return String.format(Locale.ROOT, "%11.1f (%3.0f%%)", flopsPerSecond / 1e9, 100 * share);
        }

        String bytes() {
            return bytesPerSecond == 0
                    ? ""
                    : String.format(Locale.ROOT, "%8.1f (%3.0f%%)", bytesPerSecond / 1e9, 100 * readShare);
        }
    }
}
