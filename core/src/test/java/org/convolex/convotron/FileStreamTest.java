package org.convolex.convotron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.convolex.data.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStreamTest {
    @TempDir
    private Path folder = Path.of("");

    /** As numpy.save writes a table. */
    private Path npy(String type, double[][] rows) throws IOException {
        String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + rows.length + ", "
                + rows[0].length + "), }";
        int bytes = type.charAt(2) - '0';
        ByteBuffer out = ByteBuffer.allocate(10 + header.length() + bytes * rows.length * rows[0].length)
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 1)
                .put((byte) 0);
        out.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII));
        for (double[] row : rows) {
            for (double value : row) {
                if (bytes == 4) {
                    out.putFloat((float) value);
                } else {
                    out.putDouble(value);
                }
            }
        }
        return Files.write(folder.resolve("rows.npy"), out.array());
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private static double[][] numbers(int rows, int columns) {
        double[][] numbers = new double[rows][columns];
        for (int i = 0; i < rows * columns; i++) {
            numbers[i / columns][i % columns] = 0.5 * i;
        }
        return numbers;
    }

    @ParameterizedTest
    @ValueSource(strings = {"<f4", "<f8"})
    void arraysAreReadInPasses(String type) throws IOException {
        double[][] rows = numbers(7, 3);
        try (FileStream stream = new FileStream(npy(type, rows), 0)) {
            assertThat(stream.inputs()).isEqualTo(2);
            Samples samples = new Samples(2, 5);
            for (int done = 0; done < 30; done += 5) {
                stream.read(5, samples);
                for (int b = 0; b < 5; b++) {
                    double[] row = rows[(done + b) % 7];
                    assertThat(Planted.sample(samples, b)).containsExactly(row[0], row[1]);
                    assertThat(samples.targets()[b]).isEqualTo(row[2]);
                }
            }
        }
    }

    @Test
    void blocksOfManyRowsFollowEachOther() throws IOException {
        double[][] rows = numbers(9000, 4);
        try (FileStream stream = new FileStream(npy("<f8", rows), 1)) {
            Samples samples = new Samples(3, 9000);
            stream.read(9000, samples);
            assertThat(samples.targets()[8999]).isEqualTo(rows[8999][3]);
        }
    }

    @Test
    void commaSeparatedRowsMayHaveAHeader() throws IOException {
        try (FileStream stream = new FileStream(csv("a,b,y\n1,2,3\n4,5,6.5\n"), 2)) {
            Samples samples = new Samples(2, 4);
            stream.read(4, samples);
            assertThat(samples.targets()).containsExactly(3, 6.5, 3, 6.5);
            assertThat(Planted.sample(samples, 1)).containsExactly(4, 5);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 'ends after 3 samples: the training needs more; allow more passes'",
        "2, 'ends after 6 samples in 2 passes: the training needs more; allow more passes'"
    })
    void endsAreNamed(int passes, String message) throws IOException {
        Path file = csv("1,2\n3,4\n5,6\n");
        try (FileStream stream = new FileStream(file, passes)) {
            assertThatThrownBy(() -> stream.read(8, new Samples(1, 8)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessage(file + ": " + message);
        }
    }

    @Test
    void whatIsNoNumberIsNamedByRow() throws IOException {
        double[][] rows = numbers(40, 3);
        rows[16][1] = Double.NaN;
        try (FileStream stream = new FileStream(npy("<f8", rows), 1)) {
            assertThatThrownBy(() -> stream.read(40, new Samples(2, 40)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageEndingWith("rows.npy: row 17, column 2: NaN is not a finite number");
        }
        try (FileStream stream = new FileStream(csv("1,2\n3,nan\n"), 1)) {
            assertThatThrownBy(() -> stream.read(2, new Samples(1, 2)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageEndingWith("rows.csv: line 2, field 2: 'nan' is not a finite number");
        }
    }

    @Test
    void rowsOfAnotherLengthAreNamed() throws IOException {
        try (FileStream stream = new FileStream(csv("1,2,3\n4,5,6\n7,8\n"), 1)) {
            assertThatThrownBy(() -> stream.read(3, new Samples(2, 3)))
                    .isInstanceOf(InvalidInputException.class)
                    .hasMessageEndingWith("rows.csv: line 3: 2 numbers, but the first line has 3");
        }
    }

    @Test
    void whatIsNoTableIsRefused() throws IOException {
        assertThatThrownBy(() -> new FileStream(folder.resolve("none.csv"), 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no such file");
        assertThatThrownBy(() -> new FileStream(csv(""), 1)).hasMessageEndingWith("rows.csv: empty");
        assertThatThrownBy(() -> new FileStream(csv("a,b\n"), 1)).hasMessageEndingWith("rows.csv: empty");
        assertThatThrownBy(() -> new FileStream(csv("1\n2\n"), 1))
                .hasMessageEndingWith("one number a row: a row needs a sample and its target");
        Path whole = npy("<f8", numbers(4, 2));
        Files.write(whole, Arrays.copyOf(Files.readAllBytes(whole), (int) Files.size(whole) - 3));
        assertThatThrownBy(() -> new FileStream(whole, 1))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("bytes of elements, but shape (4, 2)");
    }
}
