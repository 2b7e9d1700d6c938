package org.convolex.model;

import java.util.Arrays;
import java.util.function.Function;
import org.convolex.data.InvalidInputException;
import org.convolex.kernel.FastfoodFeatures;
import org.convolex.kernel.FeatureMap;
import org.convolex.kernel.IdentityFeatures;
import org.convolex.kernel.Kernel;
import org.convolex.kernel.KernelFamily;
import org.convolex.kernel.LandmarkFeatures;
import org.convolex.kernel.MapKind;
import org.convolex.kernel.RandomFourierFeatures;
import org.convolex.kernel.RandomMaclaurinFeatures;

/**
 * A feature map within the section "pipeline", for patches of d1 numbers and m features.
 *
 * <pre>
 *   text            kind of the map
 *   text            kernel
 *   float64         gamma, for the Gaussian kernel only
 *   int32           m
 *
 *   fourier, fourier-independent
 *   float64 x m d1      frequencies, row by row
 *   float64 x m         phases
 *
 *   fastfood, in blocks of D numbers: the least power of two >= d1, as many blocks as m takes
 *   float64 x blocks D  signs
 *   int32 x blocks D    permutations
 *   float64 x blocks D  Gaussians
 *   float64 x blocks D  scales
 *   float64 x m         phases
 *
 *   maclaurin
 *   int32 x m           degrees, in descending order
 *   float64 x m         coefficients
 *   float64 x (sum of the degrees) d1   directions, row by row
 *
 *   nystrom, nystrom-kmeans, exact
 *   float64 x m d1      landmarks, row by row
 *   float64 x m m       factor, row by row
 *
 *   identity: nothing
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
        } else if (map instanceof FastfoodFeatures fastfood) {
            out.doubles(fastfood.signs());
            out.int32s(fastfood.permutation());
            out.doubles(fastfood.gaussians());
            out.doubles(fastfood.scales());
            out.doubles(fastfood.phases());
        } else if (map instanceof RandomMaclaurinFeatures maclaurin) {
            out.int32s(maclaurin.degrees());
            out.doubles(maclaurin.coefficients());
            out.doubles(maclaurin.directions());
        } else if (map instanceof LandmarkFeatures landmarks) {
            out.doubles(landmarks.landmarks());
            out.doubles(landmarks.factor());
        } else if (!(map instanceof IdentityFeatures)) {
            throw new IllegalArgumentException("there is no format for a map " + map.kind());
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
            case FOURIER, FOURIER_INDEPENDENT ->
                new RandomFourierFeatures(
                        kind == MapKind.FOURIER,
                        kernel.gamma(),
                        dimension,
                        in.doubles("frequencies", (long) count * dimension),
                        in.doubles("phases", count));
            case FASTFOOD -> fastfood(in, kernel.gamma(), dimension, count);
            case MACLAURIN -> maclaurin(in, dimension, count);
            case NYSTROM, NYSTROM_KMEANS, EXACT ->
                new LandmarkFeatures(
                        kind,
                        kernel,
                        dimension,
                        in.doubles("landmarks", (long) count * dimension),
                        in.doubles("factor", (long) count * count));
            case IDENTITY -> identity(count, dimension);
        };
    }

    private static FeatureMap fastfood(SectionReader in, double gamma, int dimension, int count) {
        int size = FastfoodFeatures.size(dimension);
        long length = (long) FastfoodFeatures.blocks(count, size) * size;
        return new FastfoodFeatures(
                gamma,
                dimension,
                in.doubles("signs", length),
                in.int32s("permutation", length, 0, size - 1),
                in.doubles("Gaussians", length),
                in.doubles("scales", length),
                in.doubles("phases", count));
    }

    private static FeatureMap maclaurin(SectionReader in, int dimension, int count) {
        int[] degrees = in.int32s("degrees", count, 0, RandomMaclaurinFeatures.MOST);
        for (int j = 1; j < count; j++) {
            if (degrees[j] > degrees[j - 1]) {
                throw new InvalidInputException(
                        "degrees must descend, but degree " + j + " is " + degrees[j] + " after " + degrees[j - 1]);
            }
        }
        long factors = Arrays.stream(degrees).asLongStream().sum();
        return new RandomMaclaurinFeatures(
                dimension, degrees, in.doubles("coefficients", count), in.doubles("directions", factors * dimension));
    }

    private static FeatureMap identity(int count, int dimension) {
        if (count != dimension) {
            throw new InvalidInputException("number of features is " + count + ", but the identity has " + dimension);
        }
        return new IdentityFeatures(dimension);
    }

    private static <T> T named(String what, String name, T[] values, Function<T, String> label) {
        return Arrays.stream(values)
                .filter(value -> label.apply(value).equals(name))
                .findAny()
                .orElseThrow(() -> new InvalidInputException(what + " must be one of "
                        + Arrays.stream(values).map(label).toList() + ", got '" + name + "'"));
    }
}
