package org.convolex.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.convolex.data.InvalidInputException;
import org.convolex.network.FilterNorm;
import org.convolex.network.NetworkProgram;
import org.convolex.network.PatchRows;
import org.convolex.network.Pooling;
import org.convolex.network.Pooling.Reduction;
import org.convolex.network.RandomPrograms;
import org.convolex.optim.SquaredLoss;
import org.convolex.optim.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellEnumerationTest {

    /** R hyperplanes in general position have exactly 2 sum_{j < r} C(R - 1, j) cells. */
    @ParameterizedTest
    @CsvSource({"6, 3, 2, 36", "8, 4, 2, 64", "12, 4, 2, 96", "5, 3, 3, 212", "4, 2, 4, 128", "3, 1, 5, 8"})
    void cellsInGeneralPosition(int samples, int patches, int dimension, int cells) {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, samples, patches, dimension, 0.1, 3);
        List<double[]> filters = CellEnumeration.filters(program, 5000);
        assertThat(filters).hasSize(cells);
        assertThat(CellEnumeration.bound(samples * patches, Math.min(dimension, samples * patches)))
                .isEqualTo(cells);
        assertThat(cells(program, filters)).hasSize(cells).containsAll(cells(program, random(program, 20_000)));
    }

    /** No random filter finds a region that was not enumerated; and small ones are found that random filters miss. */
    @ParameterizedTest
    @CsvSource({"5, 3, 2", "6, 4, 2", "4, 2, 3"})
    void regionsOfWinners(int samples, int patches, int dimension) {
        NetworkProgram program = RandomPrograms.scalar(Reduction.MAX, samples, patches, dimension, 0.1, 3);
        Set<ActivationCell> enumerated = cells(program, CellEnumeration.filters(program, 5000));
        assertThat(enumerated).containsAll(cells(program, random(program, 20_000)));
        assertThat(enumerated.size())
                .isLessThan((int) CellEnumeration.bound(samples * patches * (patches + 1) / 2, dimension));
    }

    /** Patches in a plane of R^3, some of them equal, one zero: fewer cells, none lost. */
    @Test
    void dependentRows() {
        double[] rows = {1, 0, 1, 0, 1, 1, 1, 1, 2, -1, 0, -1, 0, 0, 0, 1, 0, 1};
        NetworkProgram program = new NetworkProgram(
                new PatchRows(rows, 6, 1, 3),
                Pooling.all(Reduction.SUM, 1),
                FilterNorm.euclidean(3),
                new Targets(1, new float[6]),
                new SquaredLoss(),
                1);
        Set<ActivationCell> enumerated = cells(program, CellEnumeration.filters(program, 100));
        assertThat(enumerated).hasSize(6).containsAll(cells(program, random(program, 5000)));
    }

    @Test
    void tooManyAreRefusedBeforeTheWork() {
        NetworkProgram program = RandomPrograms.scalar(Reduction.SUM, 100, 36, 9, 0.1, 3);
        assertThatThrownBy(() -> CellEnumeration.filters(program, 5000))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("3600 distinct hyperplanes in 9 dimensions")
                .hasMessageContaining("more than 5000: ask for patterns price");
    }

    /** Of 40 million pairs only so many are looked at as say that there are too many. */
    @Test
    void pairsAreCountedBeforeTheyAreListed() {
        NetworkProgram wide = RandomPrograms.scalar(Reduction.MAX, 20, 2000, 2, 0.1, 3);
        assertThatThrownBy(() -> CellEnumeration.filters(wide, 5000))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 40000 distinct hyperplanes in 2 dimensions");
        NetworkProgram narrow = RandomPrograms.scalar(Reduction.MAX, 1, 80, 2, 0.1, 3);
        assertThatThrownBy(() -> CellEnumeration.filters(narrow, 200))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("at least 101 distinct hyperplanes in 2 dimensions");
    }

    private static Set<ActivationCell> cells(NetworkProgram program, List<double[]> filters) {
        Set<ActivationCell> cells = new HashSet<>();
        filters.forEach(filter -> cells.add(ConeRefinement.cell(program, filter)));
        return cells;
    }

    private static List<double[]> random(NetworkProgram program, int count) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(
                        () -> RandomPrograms.normal(random, program.rows().dimension()))
                .limit(count)
                .toList();
    }
}
