package org.convolex.relaxation;

import java.util.Map;
import java.util.TreeMap;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;
import org.convolex.network.Activation;

/**
 * What a {@link RelaxationTrainer} trains. Immutable; {@code with} methods return changed copies.
 *
 * @param blocks K, equal blocks of a signal; of images 1
 * @param patch side of the blocks in pixels; {@link #BY_BLOCKS}: as many blocks as {@code blocks} says
 * @param activation sigma
 * @param beta weight of the direction beside the slack, at least 0; 0: outputs must not exceed their targets
 * @param direction where the directions of the trials come from
 * @param trials T, at least 1; the data have one direction
 * @param set of filters
 * @param gap asked relative gap, in (0, 1)
 * @param maxSeconds of training, above 0, infinite for no limit
 * @param seed of the directions
 */
public record RelaxationSettings(
        int blocks,
        int patch,
        Activation activation,
        double beta,
        Direction direction,
        int trials,
        FilterSet set,
        double gap,
        double maxSeconds,
        long seed) {

    /** Blocks that are counted, not measured. */
    public static final int BY_BLOCKS = 0;

    /** One block, a rectifier, no slack, the data's own direction, any filter, a relative gap of 1e-6. */
    public static RelaxationSettings defaults() {
        return new RelaxationSettings(
                1,
                BY_BLOCKS,
                Activation.RELU,
                0,
                Direction.DATA,
                1,
                new FilterSet.Everything(),
                1e-6,
                Double.POSITIVE_INFINITY,
                1);
    }

    /**
     * @throws InvalidInputException if a value is out of its range, the data's own direction is to be tried several times, or the
     *     set of filters is one that models cannot name
     */
    public RelaxationSettings {
        if (blocks < 1) {
            throw new InvalidInputException("blocks must be >= 1, got " + blocks);
        }
        if (patch < 0) {
            throw new InvalidInputException("patch must be >= 1, got " + patch);
        }
        if (!(beta >= 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new InvalidInputException("beta must be finite and >= 0, got " + beta);
        }
        if (trials < 1) {
            throw new InvalidInputException("trials must be >= 1, got " + trials);
        }
        if (direction == Direction.DATA && trials > 1) {
            throw new InvalidInputException("the data have one direction, which " + trials
                    + " trials would repeat: ask for directions that are random or antithetic");
        }
        if (!(gap > 0 && gap < 1)) {
            throw new InvalidInputException("gap must be in (0, 1), got " + gap);
        }
        if (!(maxSeconds > 0)) {
            throw new InvalidInputException("max-seconds must be > 0, got " + maxSeconds);
        }
        Regions.of(set);
    }

    /** Equal blocks of a signal. */
    public RelaxationSettings withBlocks(int value) {
        return new RelaxationSettings(
                value, BY_BLOCKS, activation, beta, direction, trials, set, gap, maxSeconds, seed);
    }

    /** Blocks by their side. */
    public RelaxationSettings withPatch(int value) {
        return new RelaxationSettings(1, value, activation, beta, direction, trials, set, gap, maxSeconds, seed);
    }

    public RelaxationSettings withActivation(Activation value) {
        return new RelaxationSettings(blocks, patch, value, beta, direction, trials, set, gap, maxSeconds, seed);
    }

    public RelaxationSettings withBeta(double value) {
        return new RelaxationSettings(blocks, patch, activation, value, direction, trials, set, gap, maxSeconds, seed);
    }

    /** Directions and how many of them. */
    public RelaxationSettings withDirections(Direction value, int count) {
        return new RelaxationSettings(blocks, patch, activation, beta, value, count, set, gap, maxSeconds, seed);
    }

    public RelaxationSettings withSet(FilterSet value) {
        return new RelaxationSettings(blocks, patch, activation, beta, direction, trials, value, gap, maxSeconds, seed);
    }

    public RelaxationSettings withGap(double value) {
        return new RelaxationSettings(blocks, patch, activation, beta, direction, trials, set, value, maxSeconds, seed);
    }

    public RelaxationSettings withMaxSeconds(double value) {
        return new RelaxationSettings(blocks, patch, activation, beta, direction, trials, set, gap, value, seed);
    }

    public RelaxationSettings withSeed(long value) {
        return new RelaxationSettings(blocks, patch, activation, beta, direction, trials, set, gap, maxSeconds, value);
    }

    /**
     * The blocks of such images.
     *
     * @throws InvalidInputException if they cannot be cut that way
     */
    public BlockLayout layout(ImageShape image, float scale) {
        return patch == BY_BLOCKS ? BlockLayout.equal(image, scale, blocks) : BlockLayout.squares(image, scale, patch);
    }

    /** For a model's provenance: what was asked for, by name. */
    Map<String, String> describe(BlockLayout layout) {
        Map<String, String> names = new TreeMap<>();
        names.put("blocks", Integer.toString(layout.blocks()));
        names.put("activation", activation.label());
        names.put("beta", Double.toString(beta));
        names.put("direction", direction.label());
        names.put("trials", Integer.toString(trials));
        names.put("constraint", set.label());
        names.put("gap", Double.toString(gap));
        return names;
    }
}
