package org.convolex.model;

import java.nio.ByteBuffer;
import org.convolex.ccnn.FeaturePipeline;
import org.convolex.data.ImageShape;
import org.convolex.data.InvalidInputException;

/** Pipelines as bytes, to send them to other machines: a number read back has the same bits. Stateless. */
public final class PipelineBytes {
    private PipelineBytes() {}

    /** The shape of the images, and behind it what {@link PipelineSection} writes. */
    public static byte[] write(FeaturePipeline pipeline) {
        ImageShape shape = pipeline.imageShape();
        SectionWriter out = new SectionWriter();
        out.int32s(shape.channels(), shape.height(), shape.width());
        PipelineSection.write(pipeline, out);
        return out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws InvalidInputException if it did not
     */
    public static FeaturePipeline read(byte[] bytes) {
        SectionReader in = new SectionReader(ByteBuffer.wrap(bytes));
        ImageShape shape = new ImageShape(in.int32("channels", 1), in.int32("height", 1), in.int32("width", 1));
        FeaturePipeline pipeline = PipelineSection.read(in, shape);
        in.expectEnd();
        return pipeline;
    }
}
