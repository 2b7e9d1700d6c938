package org.convolex.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;

/** The most memory that this process has held. */
final class PeakMemory {
    private static final Path LINUX_STATUS = Path.of("/proc/self/status");

    private PeakMemory() {}

    /** Peak resident bytes of the process where the system tells them, else the sum of the JVM's own peaks. */
    static long bytes() {
        try {
            for (String line : Files.readAllLines(LINUX_STATUS)) {
                if (line.startsWith("VmHWM:")) {
                    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux: the JVM knows its own pools.
        }
        long sum = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            sum += pool.getPeakUsage().getUsed();
        }
        return sum;
    }
}
