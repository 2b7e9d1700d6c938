package org.convolex.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * A task with as many runs a measurement as fill a slice of time, found while it warms up. Time is the CPU time of the measuring
 * thread: waiting for a core that others hold does not count, while waiting for memory does.
 */
final class TimedTask {
    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Runnable task;
    private final int runs;

    /** Runs the task until it is compiled. */
    TimedTask(Runnable task, long warmUpNanos, long sliceNanos) {
        this.task = task;
        long start = CLOCK.getCurrentThreadCpuTime();
        long count = 0;
        while (CLOCK.getCurrentThreadCpuTime() - start < warmUpNanos) {
            task.run();
            count++;
        }
        this.runs = (int) Math.max(1, count * sliceNanos / warmUpNanos);
    }

    double runsPerSecond() {
        long start = CLOCK.getCurrentThreadCpuTime();
        for (int i = 0; i < runs; i++) {
            task.run();
        }
        return runs * 1e9 / (CLOCK.getCurrentThreadCpuTime() - start);
    }
}
