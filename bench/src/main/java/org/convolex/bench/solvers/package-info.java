/** All solvers on one program: {@code convolex reproduce solvers}. */
@NullMarked
package org.convolex.bench.solvers;

import org.jspecify.annotations.NullMarked;
