/** The experiments of Bartan and Pilanci (2019): phase transitions of filters recovered by relaxation, and the angles of rotated digits. */
@NullMarked
package org.convolex.bench.relaxation;

import org.jspecify.annotations.NullMarked;
