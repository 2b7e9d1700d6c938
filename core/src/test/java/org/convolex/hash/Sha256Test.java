package org.convolex.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Sha256Test {

    /** The example of the standard, FIPS 180-2. */
    @Test
    void theStandardsExample() {
        assertThat(new Sha256().bytes("abc".getBytes(StandardCharsets.US_ASCII)).hex())
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    /** Lengths of less than a block, of some blocks, and of some and a half. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1024, 2048, 5000})
    void numbersAreBytesWithTheMostSignificantFirst(int count) throws IOException, NoSuchAlgorithmException {
        int[] ints = IntStream.range(0, count).map(i -> -31 * i).toArray();
        float[] floats = new float[count];
        double[] doubles = new double[count];
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (int value : ints) {
                out.writeInt(value);
            }
            for (int i = 0; i < count; i++) {
                floats[i] = 0.1f * i;
                out.writeFloat(floats[i]);
            }
            for (int i = 0; i < count; i++) {
                doubles[i] = -0.7 * i;
                out.writeDouble(doubles[i]);
            }
            byte[] text = "größer".getBytes(StandardCharsets.UTF_8);
            out.writeInt(text.length);
            out.write(text);
        }
        byte[] expected = MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        assertThat(new Sha256()
                        .ints(ints)
                        .floats(floats)
                        .doubles(doubles)
                        .text("größer")
                        .sum())
                .isEqualTo(expected);
        byte[] whole = bytes.toByteArray();
        int half = whole.length / 2;
        assertThat(new Sha256()
                        .bytes(whole, 0, half)
                        .bytes(whole, half, whole.length - half)
                        .sum())
                .isEqualTo(expected);
    }
}
