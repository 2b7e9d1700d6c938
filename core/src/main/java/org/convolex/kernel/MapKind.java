package org.convolex.kernel;

import java.util.Arrays;
import java.util.List;

/** The feature maps that may be asked for, and the kernels that each is for. */
public enum MapKind {
    /** {@link RandomFourierFeatures} with orthogonal frequencies. */
    FOURIER("fourier", KernelFamily.GAUSSIAN),
    /** {@link RandomFourierFeatures} with independent frequencies. */
    FOURIER_INDEPENDENT("fourier-independent", KernelFamily.GAUSSIAN),
    /** {@link FastfoodFeatures}. */
    FASTFOOD("fastfood", KernelFamily.GAUSSIAN),
    /** {@link RandomMaclaurinFeatures}. */
    MACLAURIN("maclaurin", KernelFamily.INVERSE_POLYNOMIAL),
    /** {@link Nystrom} with uniform landmarks. */
    NYSTROM("nystrom", KernelFamily.GAUSSIAN, KernelFamily.INVERSE_POLYNOMIAL),
    /** {@link Nystrom} with k-means landmarks. */
    NYSTROM_KMEANS("nystrom-kmeans", KernelFamily.GAUSSIAN, KernelFamily.INVERSE_POLYNOMIAL),
    /** {@link ExactMap}. */
    EXACT("exact", KernelFamily.GAUSSIAN, KernelFamily.INVERSE_POLYNOMIAL),
    /** {@link IdentityFeatures}. */
    IDENTITY("identity", KernelFamily.LINEAR);

    private final String label;
    private final List<KernelFamily> kernels;

    MapKind(String label, KernelFamily... kernels) {
        this.label = label;
        this.kernels = List.of(kernels);
    }

    /** The name in commands and files. */
    public String label() {
        return label;
    }

    /** Whether there is such a map for the kernel. */
    public boolean fits(KernelFamily kernel) {
        return kernels.contains(kernel);
    }

    /** Whether the number of features may be chosen; else it follows from the patches. */
    public boolean hasCount() {
        return this != EXACT && this != IDENTITY;
    }

    /** The map for those who ask for none: the cheapest good one. */
    public static MapKind defaultOf(KernelFamily kernel) {
        return switch (kernel) {
            case GAUSSIAN -> FOURIER;
            case INVERSE_POLYNOMIAL -> NYSTROM;
            case LINEAR -> IDENTITY;
        };
    }

    /** The names of the maps for a kernel. */
    public static List<String> labelsFor(KernelFamily kernel) {
        return Arrays.stream(values())
                .filter(kind -> kind.fits(kernel))
                .map(MapKind::label)
                .toList();
    }
}
