/**
 * Table 1 of the paper on convexified networks, run again: methods that train and are tested on the variations of MNIST, and the
 * report that sets what they reach beside what was published.
 */
@NullMarked
package org.convolex.bench.table1;

import org.jspecify.annotations.NullMarked;
