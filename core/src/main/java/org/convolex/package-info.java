/**
 * What all methods share: a {@link org.convolex.Model}, or {@link org.convolex.CertifiedModel}, with its {@link org.convolex.Outputs} and its
 * {@link org.convolex.Provenance}; its {@link org.convolex.Evaluation} or {@link org.convolex.RegressionEvaluation}; the
 * {@link org.convolex.Verification} of its certificates; and of a training, {@link org.convolex.Trained} and the
 * {@link org.convolex.TrainingListener}.
 */
@NullMarked
package org.convolex;

import org.jspecify.annotations.NullMarked;
