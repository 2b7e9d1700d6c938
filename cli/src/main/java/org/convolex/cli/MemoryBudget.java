package org.convolex.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How much memory a training may hold. */
final class MemoryBudget {
    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = OptionValues.Memory.class,
            description = "memory to use at most, such as 512m or 8g (default: 75 %% of the machine's)")
    private @Nullable Long memory;

    /** The smaller one of what was asked for and nine tenths of the heap, which garbage needs a part of. */
    long bytes() {
        long heap = Runtime.getRuntime().maxMemory() / 10 * 9;
        return memory == null ? heap : Math.min(memory, heap);
    }

    /** Says so where this JVM's heap is clearly smaller than what was asked for: then the launcher was not used. */
    void warn(Console console) {
        long heap = Runtime.getRuntime().maxMemory();
        if (memory != null && heap < memory / 10 * 8) {
            console.say("--memory " + Texts.mebibytes(memory) + " was asked for, but Java was started with a heap of "
                    + Texts.mebibytes(heap)
                    + ", which is the bound; the convolex script passes --memory on, else use -Xmx");
        }
    }
}
