package org.convolex.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** Seconds since it was made: on the clock, and of processor time, that of native threads included. */
public final class Stopwatch {
    private final long start = System.nanoTime();
    private final long processorStart = processorNanos();

    /** On the clock. */
    public double seconds() {
        return (System.nanoTime() - start) * 1e-9;
    }

    /** Of this process, summed over its threads: unlike the clock, it does not see other work on the machine. */
    public double processorSeconds() {
        return (processorNanos() - processorStart) * 1e-9;
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
