package org.convolex.model;

import java.util.Arrays;
import java.util.function.Function;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.Kernel;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.MapKind;
import org.convolex.kernel.RandomFourierFeatures;

/**
 * A feature map within the section "pipeline", for patches of d1 numbers and m features.
 *
 * <pre>
 *   text            kind of the map
 *   text            kernel
 *   float64         gamma, for the Gaussian kernel only
 *   int32           m
 *   then for fourier:
 *   float64 x m d1  frequencies, row by row
 *   float64 x m     phases
 * </pre>
 */
final class MapCodec {
    private MapCodec() {}

    static void write(FeatureMap map, SectionWriter out) {
        out.text(map.kind().label());
        out.text(map.kernel().family().label());
        if (map.kernel().family().hasGamma()) {
            out.doubles(map.kernel().gamma());
        }
        out.int32(map.count());
        if (map instanceof RandomFourierFeatures fourier) {
            out.doubles(fourier.frequencies());
            out.doubles(fourier.phases());
        } else {
            throw new IllegalArgumentException("no format for " + map.kind());
        }
    }

    static FeatureMap read(SectionReader in, int dimension) {
        MapKind kind = named("map", in.word("map"), MapKind.values(), MapKind::label);
        KernelFamily family = named("kernel", in.word("kernel"), KernelFamily.values(), KernelFamily::label);
        if (!kind.fits(family)) {
            throw new InvalidInputException(
                    "there is no map '" + kind.label() + "' of kernel '" + family.label() + "'");
        }
        Kernel kernel = family.at(family.hasGamma() ? in.positiveDouble("gamma") : Double.NaN);
        int count = in.int32("number of features", 1);
        return switch (kind) {
            case FOURIER ->
                new RandomFourierFeatures(
                        kernel.gamma(),
                        dimension,
                        in.doubles("frequencies", (long) count * dimension),
                        in.doubles("phases", count));
        };
    }

    private static <T> T named(String what, String name, T[] values, Function<T, String> label) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidInputException(what + " must be one of "
                        + Arrays.stream(values).map(label).toList() + ", got '" + name + "'"));
    }
}
