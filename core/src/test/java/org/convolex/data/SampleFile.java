package org.convolex.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** A valid file, with what it needs beside it. */
final class SampleFile {

    private final String name;
    private final String spec;
    private final byte[] content;
    private final Map<String, byte[]> beside;

    /** @param spec by which name to open the data */
    private SampleFile(String name, String spec, byte[] content, Map<String, byte[]> beside) {
        this.name = name;
        this.spec = spec;
        this.content = content;
        this.beside = beside;
    }

    /** One or two of every format. */
    static Stream<SampleFile> all() throws IOException {
        byte[] idx = TestFiles.idxImages(3, 2, 2);
        byte[] csv = "p,q,label\n1,2.5,0\n3e1,-4,1\n".getBytes(StandardCharsets.UTF_8);
        Map<String, byte[]> arrays = new LinkedHashMap<>();
        arrays.put("x.npy", TestFiles.npyDoubles("(2, 2)", 1, 2, 3, 4));
        arrays.put("y.npy", TestFiles.npyBytes("(2,)", TestFiles.bytes(0, 1)));
        return Stream.of(
                alone("a-images-idx3-ubyte", "a", idx),
                alone("a-images-idx3-ubyte.gz", "a", TestFiles.gzip(idx)),
                new SampleFile(
                        "a-labels-idx1-ubyte", "a", TestFiles.idxLabels(0, 1, 2), Map.of("a-images-idx3-ubyte", idx)),
                alone("a.csv", "a.csv", csv),
                alone("a.csv.gz", "a.csv.gz", TestFiles.gzip(csv)),
                alone("deflated.npz", "deflated.npz", TestFiles.zip(arrays)),
                alone("stored.npz", "stored.npz", TestFiles.storedZip(arrays)),
                alone("a.bin", "a.bin", TestFiles.cifar(1)),
                alone("f/a.png", "f", TestFiles.greyPng(5, 5)),
                alone("f/a.jpg", "f", TestFiles.encode("jpg", TestFiles.image(BufferedImage.TYPE_INT_RGB, 5, 5))));
    }

    private static SampleFile alone(String name, String spec, byte[] content) {
        return new SampleFile(name, spec, content, Map.of());
    }

    byte[] content() {
        return content;
    }

    /** Opens the data with other content in this file. */
    DataSource open(Path dir, byte[] newContent) throws IOException {
        for (Map.Entry<String, byte[]> other : beside.entrySet()) {
            TestFiles.write(dir, other.getKey(), other.getValue());
        }
        TestFiles.write(dir, name, newContent);
        return DataSources.open(dir + "/" + spec).train();
    }

    @Override
    public String toString() {
        return name;
    }
}
