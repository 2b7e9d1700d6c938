package org.convolex.linalg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowMatricesTest {

    private static double[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        return random.doubles(length, -1, 1).toArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 1", "3, 2, 5", "4, 7, 1", "101, 5, 6", "1000, 3, 4"})
    void productsAreThoseOfThreeLoops(int count, int inner, int columns) {
        double[] x = random(count * inner);
        double[] m = random(inner * columns);
        double[] product = new double[count * columns];
        double[] gram = new double[inner * inner];
        for (int r = 0; r < count; r++) {
            for (int i = 0; i < inner; i++) {
                for (int j = 0; j < columns; j++) {
                    product[r * columns + j] += x[r * inner + i] * m[i * columns + j];
                }
                for (int j = 0; j < inner; j++) {
                    gram[i * inner + j] += x[r * inner + i] * x[r * inner + j];
                }
            }
        }
        assertThat(RowMatrices.gramInOrder(x, inner, 0, count)).isEqualTo(gram);
        assertThat(RowMatrices.gramOfShorterSide(x, inner))
                .isEqualTo(count <= inner ? RowMatrices.gramOfRows(x, inner) : gram);
        double dot = 0;
        for (double value : x) {
            dot += value * value;
        }
        try (Workers one = new Workers(1);
                Workers three = new Workers(3)) {
            assertThat(RowMatrices.multiply(x, inner, m, columns, three)).containsExactly(product, within(1e-12));
            assertThat(RowMatrices.gram(x, inner, three)).containsExactly(gram, within(1e-11));
            assertThat(RowMatrices.dot(x, x)).isCloseTo(dot, within(1e-11));
            assertThat(RowMatrices.gram(x, inner, three)).isEqualTo(RowMatrices.gram(x, inner, one));
        }
    }

    @Test
    void gramOfRowsIsTheOneOfTheTransposedMatrix() {
        double[] x = {1, 2, 3, 4, 5, 6};
        assertThat(RowMatrices.gramOfRows(x, 3)).containsExactly(14, 32, 32, 77);
        assertThat(RowMatrices.gramInOrder(new double[] {1, 4, 2, 5, 3, 6}, 2, 0, 3))
                .containsExactly(14, 32, 32, 77);
        assertThat(RowMatrices.gramInOrder(x, 2, 1, 2)).containsExactly(9, 12, 12, 16);
    }

    @Test
    void outerProductsAddToTheLowerTriangle() {
        double[] target = {9, 1, 1, 1, 1};
        RowMatrices.addOuterProduct(target, 1, 2, new double[] {3, -4});
        assertThat(target).containsExactly(9, 19, 1, -23, 33);
    }
}
