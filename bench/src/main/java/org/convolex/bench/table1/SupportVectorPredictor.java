package org.convolex.bench.table1;

import libsvm.svm_model;
import libsvm.svm_node;
import org.convolex.data.Dataset;
import org.convolex.linalg.Kernels;
import org.convolex.linalg.Workers;

/**
 * Predicts with a LIBSVM model, one against one. LIBSVM itself goes through each pair of images pixel by pixel; here the inner
 * products are a matrix product, which is some fifty times as fast.
 */
final class SupportVectorPredictor {
    /** The largest pixel. */
    static final float WHITE = 255f;

    private static final int BLOCK = 128;

    private final svm_model model;
    private final int length;
    private final float[] vectors;
    private final double[] squaredNorms;

    /** @param length values in an image */
    SupportVectorPredictor(svm_model model, int length) {
        this.model = model;
        this.length = length;
        vectors = new float[length * model.l]; // a column each
        squaredNorms = new double[model.l];
        for (int j = 0; j < model.l; j++) {
            for (svm_node node : model.SV[j]) {
                vectors[(node.index - 1) * model.l + j] = (float) node.value;
                squaredNorms[j] += node.value * node.value;
            }
        }
    }

    /** The share of images that get another class than their own. */
    double error(Dataset images, Workers workers) {
        int[] classes = classes(images, workers);
        int mistakes = 0;
        for (int i = 0; i < classes.length; i++) {
            mistakes += classes[i] == images.label(i) ? 0 : 1;
        }
        return (double) mistakes / classes.length;
    }

    int[] classes(Dataset images, Workers workers) {
        int[] classes = new int[images.size()];
        int blocks = (images.size() + BLOCK - 1) / BLOCK;
        workers.forEach(blocks, block -> {
            int from = block * BLOCK;
            predict(images, from, Math.min(BLOCK, images.size() - from), classes);
        });
        return classes;
    }

    private void predict(Dataset images, int from, int count, int[] classes) {
        float[] pixels = new float[count * length];
        for (int i = 0; i < count; i++) {
            images.copyImage(from + i, pixels, i * length);
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] /= WHITE;
        }
        float[] products = new float[count * model.l];
        Kernels.best().multiply(count, length, model.l, pixels, 0, vectors, 0, products, 0);
        double[] kernel = new double[model.l];
        for (int i = 0; i < count; i++) {
            double squaredNorm = 0;
            for (int d = 0; d < length; d++) {
                double pixel = pixels[i * length + d];
                squaredNorm += pixel * pixel;
            }
            for (int j = 0; j < model.l; j++) {
                double distance = squaredNorm + squaredNorms[j] - 2.0 * products[i * model.l + j];
                kernel[j] = Math.exp(-model.param.gamma * distance);
            }
            classes[from + i] = vote(kernel);
        }
    }

    /** Every pair of classes votes for one of them; the first of those with most votes wins, as in LIBSVM. */
    private int vote(double[] kernel) {
        int[] start = new int[model.nr_class];
        for (int a = 1; a < model.nr_class; a++) {
            start[a] = start[a - 1] + model.nSV[a - 1];
        }
        int[] votes = new int[model.nr_class];
        int pair = 0;
        for (int a = 0; a < model.nr_class; a++) {
            for (int b = a + 1; b < model.nr_class; b++, pair++) {
                double decision = -model.rho[pair];
                for (int j = start[a]; j < start[a] + model.nSV[a]; j++) {
                    decision += model.sv_coef[b - 1][j] * kernel[j];
                }
                for (int j = start[b]; j < start[b] + model.nSV[b]; j++) {
                    decision += model.sv_coef[a][j] * kernel[j];
                }
                votes[decision > 0 ? a : b]++;
            }
        }
        int best = 0;
        for (int a = 1; a < votes.length; a++) {
            if (votes[a] > votes[best]) {
                best = a;
            }
        }
        return model.label[best];
    }
}
