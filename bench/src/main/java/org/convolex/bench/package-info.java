/** Measurements behind the figures in the docs: JMH benchmarks, the machine's own limits, and a report that sets them side by side. */
@NullMarked
package org.convolex.bench;

import org.jspecify.annotations.NullMarked;
