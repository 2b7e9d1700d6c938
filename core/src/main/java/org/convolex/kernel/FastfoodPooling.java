package org.convolex.kernel;

import java.util.Arrays;
import org.convolex.linalg.Kernels;
import org.convolex.patch.ZcaWhitening;

/**
 * The pooled features of {@link FastfoodFeatures}. Lanes are windows: for {@link #LANES} windows at a time, their t-th patches are
 * transformed together, so that the transforms run over whole vectors, and averaging over a window needs no sum across
 * lanes.
 */
final class FastfoodPooling implements PatchPooling {
    /** One vector of AVX-512, two of AVX2; a block of 256 rows then fits into L1. */
    private static final int LANES = 16;

    private final Kernels kernels = Kernels.best();
    private final FastfoodFeatures map;
    private final int size;
    private final int blocks;
    private final PatchWhitener whitener;
    private final int[] starts;
    private final int[] identity;
    private final float[][] signs;
    private final int[][] permutation;
    private final float[][] gaussians;
    private final float[][] turnsPerUnit;
    private final float[][] phasesInTurns;
    private final float amplitude;
    private final float[] shift;

    FastfoodPooling(FastfoodFeatures map, ZcaWhitening whitening, int[] starts, float[] mean, float scale) {
        int count = map.count();
        this.map = map;
        this.size = FastfoodFeatures.size(map.dimension());
        this.blocks = FastfoodFeatures.blocks(count, size);
        this.whitener = new PatchWhitener(whitening, map.kernel(), starts[starts.length - 1], 0);
        this.starts = starts;
        this.identity = new int[map.dimension()];
        Arrays.setAll(identity, i -> i);
        this.signs = new float[blocks][];
        this.permutation = new int[blocks][];
        this.gaussians = new float[blocks][];
        this.turnsPerUnit = new float[blocks][];
        this.phasesInTurns = new float[blocks][];
        for (int b = 0; b < blocks; b++) {
            int first = b * size;
            int end = Math.min(first + size, count);
            signs[b] = part(map.signs(), first, first + map.dimension(), 1);
            permutation[b] = Arrays.copyOfRange(map.permutation(), first, first + size);
            gaussians[b] = part(map.gaussians(), first, first + size, 1);
            turnsPerUnit[b] = part(map.scales(), first, end, 1 / (2 * Math.PI));
            phasesInTurns[b] = part(map.phases(), first, end, 1 / (2 * Math.PI));
        }
        this.amplitude = (float) (Math.sqrt(2.0 / count) / scale);
        this.shift = new float[count];
        for (int j = 0; j < count; j++) {
            shift[j] = mean[j] / scale;
        }
    }

    private static float[] part(double[] values, int from, int to, double factor) {
        float[] part = new float[to - from];
        for (int i = from; i < to; i++) {
            part[i - from] = (float) (factor * values[i]);
        }
        return part;
    }

    @Override
    public Worker newWorker() {
        return new Buffers();
    }

    private final class Buffers implements Worker {
        private final float[] whitened = whitener.newBuffer();
        private final float[] columns = new float[map.dimension() * LANES];
        private final float[] shares = new float[LANES];
        private final float[] signed = new float[size * LANES];
        private final float[] weighted = new float[size * LANES];
        private final float[] sums = new float[shift.length * LANES];

        @Override
        public void pool(float[] patches, float[] features, int offset) {
            whitener.apply(patches, whitened);
            int windows = starts.length - 1;
            for (int first = 0; first < windows; first += LANES) {
                int lanes = Math.min(LANES, windows - first);
                Arrays.fill(sums, 0);
                for (int t = 0; gather(first, lanes, t); t++) {
                    addCosines();
                }
                store(first, lanes, features, offset);
            }
        }

        /** Brings patch t of each window into its lane, with its share of the average; false where no window has so many. */
        private boolean gather(int first, int lanes, int t) {
            int dimension = map.dimension();
            boolean any = false;
            Arrays.fill(shares, 0);
            for (int lane = 0; lane < lanes; lane++) {
                int size = starts[first + lane + 1] - starts[first + lane];
                if (t < size) {
                    any = true;
                    shares[lane] = amplitude / size;
                    int from = (starts[first + lane] + t) * dimension;
                    for (int i = 0; i < dimension; i++) {
                        columns[i * LANES + lane] = whitened[from + i];
                    }
                }
            }
            return any;
        }

        private void addCosines() {
            for (int b = 0; b < blocks; b++) {
                kernels.scaleRows(map.dimension(), LANES, columns, identity, signs[b], signed);
                Arrays.fill(signed, map.dimension() * LANES, signed.length, 0f);
                kernels.hadamard(size, LANES, signed);
                kernels.scaleRows(size, LANES, signed, permutation[b], gaussians[b], weighted);
                kernels.hadamard(size, LANES, weighted);
                kernels.accumulateCosines(
                        turnsPerUnit[b].length,
                        LANES,
                        weighted,
                        turnsPerUnit[b],
                        phasesInTurns[b],
                        shares,
                        sums,
                        b * size * LANES);
            }
        }

        private void store(int first, int lanes, float[] features, int offset) {
            int count = shift.length;
            for (int lane = 0; lane < lanes; lane++) {
                int at = offset + (first + lane) * count;
                for (int j = 0; j < count; j++) {
                    features[at + j] = sums[j * LANES + lane] - shift[j];
                }
            }
        }
    }
}
