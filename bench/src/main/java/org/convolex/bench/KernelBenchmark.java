package org.convolex.bench;

import java.util.concurrent.TimeUnit;
import org.convolex.linalg.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time per call of every kernel at every shape of {@link Workload#all}, by JMH.
 *
 * <pre>
 * ./mvnw -q -pl bench -am package
 * java -jar bench/target/benchmarks.jar KernelBenchmark -prof gc
 * </pre>
 *
 * {@code -p index=0} picks one workload; {@code -jvmArgsAppend -Dconvolex.kernels=scalar} measures the scalar twin.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgs = {"--add-modules", "jdk.incubator.vector", "-Xmx2g"})
@State(Scope.Thread)
public class KernelBenchmark {

    /** Position in {@link Workload#all}. */
    @Param({"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"
    })
    public int index;

    private Runnable task = () -> {};

    /** Makes the data. */
    @Setup
    public void prepare() {
        Workload workload = Workload.all(Kernels.best()).get(index);
        System.out.println(workload.kernel() + " " + workload.shape());
        task = workload.task().get();
    }

    /** One call of the kernel. */
    @Benchmark
    public void call() {
        task.run();
    }
}
