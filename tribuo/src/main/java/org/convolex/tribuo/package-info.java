/** Convexified networks in Tribuo: its data, evaluation, cross-validation and provenance, with our training and certificates. */
@NullMarked
package org.convolex.tribuo;

import org.jspecify.annotations.NullMarked;
