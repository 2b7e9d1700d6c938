/** A model behind HTTP: requests, limits, metrics, and the page on which one draws. Knows nothing of the command line. */
@NullMarked
package org.convolex.cli.serve;

import org.jspecify.annotations.NullMarked;
