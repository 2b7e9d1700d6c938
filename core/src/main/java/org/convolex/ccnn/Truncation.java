package org.convolex.ccnn;

import org.convolex.data.Dataset;
import org.convolex.linalg.Workers;
import org.convolex.optim.FactoredPoint;
import org.convolex.optim.Loss;
import org.convolex.optim.Targets;

/**
 * What it costs a layer to keep its leading filters only: the objective of A_r, the best approximation of A of rank r, which
 * predicts with what the layer above sees and nothing else.
 */
final class Truncation {
    private Truncation() {}

    /**
     * {@code 1/n sum_i w_i L(<Z_i, A_r>; y_i)}, from the responses {@code H = (U S^(1/2))^T Z^T}: the score of an output is
     * {@code sum_j <H_j, b_j> / sqrt(s_j)} over the leading filters. Cost: 2 n r P d2 flops.
     *
     * @param layer with r filters
     * @param responses of the layer to the images: r channels
     * @param targets of the images, with their weights
     */
    static double objective(CcnnLayer layer, Dataset responses, Targets targets, Loss loss, Workers workers) {
        FactoredPoint weights = layer.weights();
        double[] values = weights.singularValues();
        int positions = layer.outputShape().height() * layer.outputShape().width();
        int outputs = targets.outputs();
        double[] sum = workers.sumOverChunks(responses.size(), 1, (from, to) -> {
            float[] maps = new float[responses.shape().size()];
            double[] scores = new double[outputs];
            double part = 0;
            for (int i = from; i < to; i++) {
                responses.copyImage(i, maps, 0);
                for (int k = 0; k < outputs; k++) {
                    double score = 0;
                    for (int j = 0; j < layer.filters(); j++) {
                        float[] response = weights.responses()[j];
                        double inner = 0;
                        for (int p = 0; p < positions; p++) {
                            inner += (double) maps[j * positions + p] * response[k * positions + p];
                        }
                        score += inner / Math.sqrt(values[j]);
                    }
                    scores[k] = score;
                }
                part += targets.weight(i) * loss.value(scores, 0, targets, i);
            }
            return new double[] {part};
        });
        return sum[0] / responses.size();
    }
}
