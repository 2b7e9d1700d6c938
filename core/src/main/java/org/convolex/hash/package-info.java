/** What names data, programs and points: a checksum over numbers and texts. Imports nothing of ours. */
@NullMarked
package org.convolex.hash;

import org.jspecify.annotations.NullMarked;
