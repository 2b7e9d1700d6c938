/**
 * Spark ML stages: {@link org.convolex.spark.ConvexifiedCnnClassifier} trains on a cluster, and
 * {@link org.convolex.spark.ConvolexModel} scores with models of every method.
 *
 * <p>The solvers and the certificate are those of {@code optim} and {@code certify}. Here is where the samples are:
 * {@link org.convolex.spark.DistributedProgram} is the program whose passes run where the partitions lie.
 */
@NullMarked
package org.convolex.spark;

import org.jspecify.annotations.NullMarked;
