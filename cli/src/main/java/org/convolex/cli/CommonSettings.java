package org.convolex.cli;

import java.util.OptionalDouble;

/**
 * What is asked of every training, whatever its method.
 *
 * @param gap relative gap to certify; empty for the method's default
 * @param maxSeconds that the training may take; infinite for no limit
 * @param memoryBytes that it may hold
 * @param seed of all random draws
 */
record CommonSettings(OptionalDouble gap, double maxSeconds, long memoryBytes, long seed) {}
