package org.convolex.convotron;

/**
 * A few samples of a stream, coordinate by coordinate: number i of sample b is {@code inputs[i * capacity + b]}, so that what is
 * done to all samples at once runs along memory. Reused from batch to batch; not safe for use from several threads.
 */
public final class Samples {
    private final int capacity;
    private final double[] inputs;
    private final double[] targets;
    private int count;

    /**
     * @param numbers d of a sample
     * @param capacity the most samples at a time
     */
    public Samples(int numbers, int capacity) {
        this.capacity = capacity;
        this.inputs = new double[numbers * capacity];
        this.targets = new double[capacity];
    }

    /** The most samples, and the distance of a sample's neighbouring numbers. */
    public int capacity() {
        return capacity;
    }

    /** How many samples there are now. */
    public int count() {
        return count;
    }

    /** Says how many there are. */
    public void setCount(int samples) {
        this.count = samples;
    }

    /** x, in place. */
    public double[] inputs() {
        return inputs;
    }

    /** y, in place. */
    public double[] targets() {
        return targets;
    }

    /**
     * Puts a sample in.
     *
     * @param x its numbers come first
     * @param numbers d
     */
    public void set(int sample, double[] x, int numbers, double y) {
        for (int i = 0; i < numbers; i++) {
            inputs[i * capacity + sample] = x[i];
        }
        targets[sample] = y;
    }

    /** Takes the numbers of a sample out. */
    public void get(int sample, double[] x) {
        for (int i = 0; i < x.length; i++) {
            x[i] = inputs[i * capacity + sample];
        }
    }
}
