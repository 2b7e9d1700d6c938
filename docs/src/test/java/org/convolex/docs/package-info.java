/** Runs the tutorials: every snippet of Java, every command, and what they are said to print. */
@NullMarked
package org.convolex.docs;

import org.jspecify.annotations.NullMarked;
