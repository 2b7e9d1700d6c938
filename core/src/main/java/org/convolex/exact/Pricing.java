package org.convolex.exact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.convolex.linalg.Workers;
import org.convolex.network.NetworkProgram;

/**
 * Finds the filters that violate the dual constraint most, by {@link FilterAscent} from the filters of the network, from rows of
 * the data and from random directions. Draws are those of one seed in a fixed order. Not safe for use from several threads.
 */
final class Pricing {
    private final NetworkProgram program;
    private final int starts;
    private final SplittableRandom random;
    private final Workers workers;

    /** @param starts random directions a call */
    Pricing(NetworkProgram program, int starts, long seed, Workers workers) {
        this.program = program;
        this.starts = starts;
        this.random = new SplittableRandom(seed);
        this.workers = workers;
    }

    /**
     * Local maxima of the pull, the largest first.
     *
     * @param known filters to start from, too; zero ones are passed over
     */
    List<FilterAscent.Found> search(double[] dual, List<double[]> known) {
        List<double[]> from = new ArrayList<>();
        for (double[] filter : known) {
            if (program.norm().of(filter) > 0) {
                from.add(filter);
            }
        }
        for (int i = 0; i < starts; i++) {
            from.add(direction());
        }
        FilterAscent ascent = new FilterAscent(program, dual);
        FilterAscent.Found[] found = new FilterAscent.Found[from.size()];
        workers.forEach(found.length, i -> found[i] = ascent.from(from.get(i)));
        List<FilterAscent.Found> sorted = new ArrayList<>(List.of(found));
        sorted.sort(Comparator.comparingDouble(FilterAscent.Found::pull).reversed());
        return sorted;
    }

    /** A normal one. */
    double[] direction() {
        double[] direction = new double[program.filterLength()];
        for (int i = 0; i < direction.length; i++) {
            direction[i] = random.nextGaussian();
        }
        return direction;
    }
}
