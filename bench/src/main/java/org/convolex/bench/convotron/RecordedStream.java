package org.convolex.bench.convotron;

import java.util.ArrayList;
import java.util.List;
import org.convolex.convotron.SampleStream;
import org.convolex.convotron.Samples;

/** Samples that lie in memory, over and over, in blocks as they are read: what a training costs without the making of samples. */
final class RecordedStream implements SampleStream {
    private final int inputs;
    private final List<Samples> blocks = new ArrayList<>();
    private final SampleStream rest;
    private int next;

    /**
     * @param stream read now; and later, where samples are wanted in other numbers
     * @param batch samples of a block
     */
    RecordedStream(SampleStream stream, int batch, int blocks) {
        this.inputs = stream.inputs();
        this.rest = stream;
        for (int i = 0; i < blocks; i++) {
            Samples samples = new Samples(inputs, batch);
            stream.read(batch, samples);
            this.blocks.add(samples);
        }
    }

    @Override
    public int inputs() {
        return inputs;
    }

    @Override
    public void read(int wanted, Samples samples) {
        Samples block = blocks.get(next);
        if (wanted != block.count() || samples.capacity() != block.capacity()) {
            rest.read(wanted, samples);
            return;
        }
        System.arraycopy(block.inputs(), 0, samples.inputs(), 0, block.inputs().length);
        System.arraycopy(block.targets(), 0, samples.targets(), 0, wanted);
        samples.setCount(wanted);
        next = (next + 1) % blocks.size();
    }
}
