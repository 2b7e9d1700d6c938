/**
 * Convexified convolutional networks: Zhang, Liang, Wainwright (2017), "Convexified Convolutional Neural Networks".
 */
@NullMarked
package org.convolex.ccnn;

import org.jspecify.annotations.NullMarked;
