/**
 * Vector kernels with their scalar twins, symmetric eigenvalues, and deterministic parallel loops. Imports nothing of ours.
 */
@NullMarked
package org.convolex.linalg;

import org.jspecify.annotations.NullMarked;
