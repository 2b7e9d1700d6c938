/**
 * Exact convex programs for networks with one convolutional layer of rectified, linear or circular filters (Ergen and Pilanci
 * 2021): patterns of activation, the programs over them and their solvers, the way back to a network, and its certificate.
 */
@NullMarked
package org.convolex.exact;

import org.jspecify.annotations.NullMarked;
