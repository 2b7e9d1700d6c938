package org.convolex.ccnn;

import org.convolex.optim.Status;

/**
 * What the training of one layer returns.
 *
 * @param layer with all filters that A has
 * @param status why its solver stopped; GAP_REACHED says that the certificate confirms the gap asked of the layer
 * @param iterations of the final solve
 * @param validError of the chosen settings when this layer predicts, while validation images were held out; NaN if nothing
 *     was chosen
 */
record TrainedLayer(CcnnLayer layer, Status status, int iterations, double validError) {}
