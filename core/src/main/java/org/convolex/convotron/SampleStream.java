package org.convolex.convotron;

/**
 * Samples that come one after another and are read once. Not safe for use from several threads.
 */
public interface SampleStream {

    /** d, the numbers of a sample. */
    int inputs();

    /**
     * Reads the next samples.
     *
     * @param wanted at most the capacity
     * @param samples receives as many as are wanted
     * @throws org.convolex.data.InvalidInputException if the stream ends before, or holds what is no finite number; the message
     *     says at which sample
     */
    void read(int wanted, Samples samples);
}
