/**
 * Double Convotron, Du and Goel (2019): a network of one filter whose patches overlap, learned from a stream of samples. What it
 * promises is a theorem's recovery under the theorem's assumptions, and no certificate of optimality.
 */
@NullMarked
package org.convolex.convotron;

import org.jspecify.annotations.NullMarked;
