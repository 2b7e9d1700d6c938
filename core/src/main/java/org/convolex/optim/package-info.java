/**
 * The convex programs and the algorithms that solve them. Knows no images: a sample here is a matrix of features.
 *
 * <p>The program is (12) of Zhang, Liang, Wainwright (2017): {@link org.convolex.optim.NuclearNormProgram}. A
 * {@link org.convolex.optim.Solver} returns a {@link org.convolex.optim.Solution}, which is what the solver believes;
 * only the package {@code certify} may claim.
 */
@NullMarked
package org.convolex.optim;

import org.jspecify.annotations.NullMarked;
