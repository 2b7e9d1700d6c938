/**
 * The training problem of a network of one convolutional layer, over any number of neurons: patches, pooling, the norm of a
 * filter, loss and weight decay. It says what is minimized and computes it; it holds no algorithm that minimizes.
 */
@NullMarked
package org.convolex.network;

import org.jspecify.annotations.NullMarked;
