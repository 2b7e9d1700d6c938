/**
 * The exact convex programs of Ergen and Pilanci (2021) against descent on the same networks: on small instances from many
 * starts, in training against back-propagation, and what filters each architecture prefers.
 */
@NullMarked
package org.convolex.bench.exact;

import org.jspecify.annotations.NullMarked;
