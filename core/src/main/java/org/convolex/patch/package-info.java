/**
 * Image to patches: the grid, contrast normalization, whitening and pooling. Each is immutable once made or fitted.
 */
@NullMarked
package org.convolex.patch;

import org.jspecify.annotations.NullMarked;
