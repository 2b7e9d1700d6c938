/**
 * Models as files.
 */
@NullMarked
package org.convolex.model;

import org.jspecify.annotations.NullMarked;
