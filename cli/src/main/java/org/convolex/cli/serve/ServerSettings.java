package org.convolex.cli.serve;

import java.time.Duration;

/**
 * Where a server listens, and what it bears.
 *
 * @param host name or address to listen on
 * @param port to listen on; 0 for any that is free
 * @param threads that compute
 * @param waiting requests that wait for a thread; more are refused
 * @param largestBody bytes of a request's body
 * @param time that a request may take, reading, waiting, computing and writing each included
 * @param connections open at a time; more wait to be accepted
 * @param white what the largest sample of an image file is for the model
 */
public record ServerSettings(
        String host,
        int port,
        int threads,
        int waiting,
        int largestBody,
        Duration time,
        int connections,
        double white) {}
