/**
 * What comes in: labelled images as {@link org.convolex.data.Dataset}, and the readers that open files of every supported format.
 */
@NullMarked
package org.convolex.data;

import org.jspecify.annotations.NullMarked;
