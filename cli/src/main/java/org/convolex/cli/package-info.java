/** The command line: one class a command, and what they share. No mathematics. */
@NullMarked
package org.convolex.cli;

import org.jspecify.annotations.NullMarked;
