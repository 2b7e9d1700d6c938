package org.convolex.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.HashPartitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * Sums of one array a partition, in an order that is fixed by the number of partitions: whatever arrives first, is retried or
 * comes from another executor, the bits are the same. (Spark's own {@code treeAggregate} adds in the order of arrival.)
 *
 * <p>Of few partitions, the driver adds the arrays in their order. Of more, groups of about the root of their number are added
 * where they meet in a shuffle, each in order, and the driver adds the groups in order.
 */
final class OrderedSum {
    /** A shuffle costs a second stage: up to so many arrays, the driver is the faster one. */
    private static final int MOST_DIRECT = 16;

    private OrderedSum() {}

    /** An array and where it belongs. */
    private record Term(int index, double[] values) implements Serializable {}

    /** @param terms at most one a partition, all of one length; at least one */
    static double[] of(JavaRDD<double[]> terms) {
        int partitions = terms.getNumPartitions();
        return partitions <= MOST_DIRECT
                ? sum(terms.collect())
                : sum(groups(terms, partitions).collect());
    }

    private static JavaRDD<double[]> groups(JavaRDD<double[]> terms, int partitions) {
        int size = (int) Math.ceil(Math.sqrt(partitions));
        int groups = (partitions + size - 1) / size;
        JavaRDD<Tuple2<Integer, Term>> indexed = terms.mapPartitionsWithIndex(
                (index, values) -> {
                    List<Tuple2<Integer, Term>> all = new ArrayList<>();
                    values.forEachRemaining(each -> all.add(new Tuple2<>(index / size, new Term(index, each))));
                    return all.iterator();
                },
                false);
        return JavaPairRDD.fromJavaRDD(indexed)
                .partitionBy(new HashPartitioner(groups)) // group g is partition g
                .mapPartitions(OrderedSum::sumOfGroup);
    }

    private static Iterator<double[]> sumOfGroup(Iterator<Tuple2<Integer, Term>> terms) {
        List<Term> group = new ArrayList<>();
        terms.forEachRemaining(term -> group.add(term._2()));
        group.sort(Comparator.comparingInt(Term::index));
        return group.isEmpty()
                ? List.<double[]>of().iterator()
                : List.of(sum(group.stream().map(Term::values).toList())).iterator();
    }

    private static double[] sum(List<double[]> terms) {
        double[] sum = terms.get(0).clone();
        for (double[] term : terms.subList(1, terms.size())) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += term[i];
            }
        }
        return sum;
    }
}
