package org.convolex.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.convolex.data.InvalidInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** {@code convolex reproduce}, where it comes here: the launcher of a checkout hands it to the benchmarks instead. */
@Command(
        name = "reproduce",
        sortOptions = false,
        abbreviateSynopsis = true,
        description = "Run the papers' experiments; needs a checkout of Convolex, and is in no release.")
final class ReproduceCommand implements Callable<Integer> {
    @Unmatched
    private final List<String> given = new ArrayList<>();

    @Override
    public Integer call() {
        throw new InvalidInputException("reproduce" + (given.isEmpty() ? "" : " " + given.get(0))
                + ": the experiments are in no release; run ./convolex reproduce in a checkout of Convolex");
    }
}
