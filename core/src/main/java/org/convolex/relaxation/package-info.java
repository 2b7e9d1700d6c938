/**
 * Convex relaxation with a direction, Bartan and Pilanci (2019): one filter that all blocks share is recovered by linear programs
 * in as many variables as the filter has numbers. Its programs, their solvers, the trainer and the model.
 */
@NullMarked
package org.convolex.relaxation;

import org.jspecify.annotations.NullMarked;
