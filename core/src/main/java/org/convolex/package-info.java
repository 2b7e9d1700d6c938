/**
 * What all methods share: {@link org.convolex.Model}, its {@link org.convolex.Outputs}, its
 * {@link org.convolex.Provenance} and its {@link org.convolex.Evaluation} or {@link org.convolex.RegressionEvaluation}.
 */
@NullMarked
package org.convolex;

import org.jspecify.annotations.NullMarked;
